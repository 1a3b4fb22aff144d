package dev.avitstreams.topology.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.registry.RegistryException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final List<String> told = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(Duration.ZERO, told::add);

    @Test
    void aThreadIsReplacedWhereTimeMayHealTheCauseAndElseTheTopologyEnds() {
        Map<Throwable, StreamThreadExceptionResponse> answers = new LinkedHashMap<>();
        for (Throwable failure : List.of(
                new StreamsException(registryAway()),
                new StreamsException(new org.apache.kafka.common.errors.TimeoutException("no answer")),
                new StreamsException(new TopicAuthorizationException("not allowed")),
                new IllegalStateException("a bug"))) {
            answers.put(failure, policy.handle(failure));
        }
        assertThat(answers.values())
                .containsExactly(
                        StreamThreadExceptionResponse.REPLACE_THREAD,
                        StreamThreadExceptionResponse.REPLACE_THREAD,
                        StreamThreadExceptionResponse.SHUTDOWN_CLIENT,
                        StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void healthIsToldTheSentenceThatSaysMost() {
        policy.handle(new StreamsException("Exception caught in process", registryAway()));
        policy.handle(new StreamsException("Exception caught in process", new IllegalStateException("a bug")));
        assertThat(told).containsExactly("The registry is away.", "IllegalStateException: a bug");
    }

    private static RegistryException registryAway() {
        return new RegistryException("The registry is away.", new ConnectException("refused"));
    }
}
