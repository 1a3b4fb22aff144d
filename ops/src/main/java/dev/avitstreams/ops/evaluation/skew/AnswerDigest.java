package dev.avitstreams.ops.evaluation.skew;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * The bits of an answer, digested: two answers are equal to the bit where these are.
 *
 * @param said the most probable classes with their probabilities, and the class token's depth
 * @param spent besides, the depth of every patch, the tokens of every layer and the multiply-accumulates
 */
record AnswerDigest(String said, String spent) {
    private static final int BYTES = 16;

    static AnswerDigest of(FrameLabel label) {
        HaltingDepths halting = label.getHalting();
        return of(
                digest -> label.getTop().forEach(top -> add(digest, top.getIndex(), top.getProbability())),
                halting.getClassToken(),
                digest -> {
                    digest.update(halting.getPatches().duplicate());
                    halting.getActiveTokens().forEach(tokens -> add(digest, tokens));
                    add(digest, label.getMacsExecuted());
                });
    }

    static AnswerDigest of(Classification answer) {
        return of(
                digest -> {
                    for (Prediction top : answer.top()) {
                        add(digest, top.index(), top.probability());
                    }
                },
                answer.classTokenDepth(),
                digest -> {
                    digest.update(answer.patchDepths().depths());
                    for (int tokens : answer.activeTokens()) {
                        add(digest, tokens);
                    }
                    add(digest, answer.macsExecuted());
                });
    }

    private static AnswerDigest of(Consumer<MessageDigest> top, int classDepth, Consumer<MessageDigest> cost) {
        MessageDigest digest = sha256();
        top.accept(digest);
        add(digest, classDepth);
        String said = hex(digest.digest());
        cost.accept(digest);
        return new AnswerDigest(said, hex(digest.digest()));
    }

    private static void add(MessageDigest digest, int index, float probability) {
        add(digest, ((long) index << 32) | (Float.floatToRawIntBits(probability) & 0xFFFFFFFFL));
    }

    private static void add(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
