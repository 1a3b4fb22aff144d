package dev.avitstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Unsupported or unrecognized SSL message                       | PLAINTEXT               | ssl.truststore.location
            Unrecognized SSL message, plaintext connection?               | PLAINTEXT               | ssl.truststore.location
            Received fatal alert: certificate_required                    | ssl.keystore.location   | ssl.enabled.protocols
            Received fatal alert: unknown_ca                              | ssl.keystore.location   | ssl.enabled.protocols
            Received fatal alert: protocol_version                        | ssl.enabled.protocols   | ssl.truststore.location
            Received fatal alert: handshake_failure                       | ssl.cipher.suites       | does not take
            PKIX path building failed: unable to find valid certification | ssl.truststore.location | ssl.keystore.location
            """)
    void whatFailedInTlsNamesTheSettingThatMendsIt(String message, String setting, String unsaid) {
        SslAuthenticationException thrown =
                new SslAuthenticationException("SSL handshake failed", new SSLException(message));

        assertThat(BrokerErrors.explained("broker:9093", "checking topics", thrown))
                .hasMessageContainingAll("broker:9093", message, setting)
                .hasMessageNotContaining(unsaid);
    }
}
