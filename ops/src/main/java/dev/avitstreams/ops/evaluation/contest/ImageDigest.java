package dev.avitstreams.ops.evaluation.contest;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Which image a frame is, by its encoded bytes: the same however it was sent. */
public record ImageDigest(byte[] sha256) {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    static ImageDigest of(byte[] encoded) {
        try {
            return new ImageDigest(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** 64 bits of it. */
    long key() {
        return ByteBuffer.wrap(sha256).getLong();
    }

    String hex() {
        return HexFormat.of().formatHex(sha256);
    }

    /** Adds it to the digest of many images: the sum modulo 2²⁵⁶, which no order changes. */
    BigInteger addTo(BigInteger sum) {
        return sum.add(new BigInteger(1, sha256)).mod(MODULUS);
    }
}
