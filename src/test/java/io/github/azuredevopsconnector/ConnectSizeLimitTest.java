package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.ScriptedProxy.Script;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies that a call reads at most 256 KiB of an answer. */
@Tag("network")
@Execution(ExecutionMode.SAME_THREAD) // tests with megabytes would slow each other down
class ConnectSizeLimitTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String REFUSAL =
            "{\"$id\":\"1\",\"message\":\"Access Denied: The Personal Access Token used has "
                    + "expired.\",\"typeKey\":\"AccessCheckException\",\"customProperties\":\"";

    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final AzureDevOpsConnector CONNECTOR =
            FAKE.connectorBuilder().timeout(Duration.ofSeconds(50)).build();

    @ParameterizedTest
    @CsvSource({
        "200 OK, UNEXPECTED_RESPONSE",
        "401 Unauthorized, TOKEN_EXPIRED",
    })
    void onlyTheBeginningOfAHugeBodyIsRead(String status, String verdict) throws Exception {
        for (boolean chunked : new boolean[] {false, true}) {
            AtomicLong written = new AtomicLong();
            CountDownLatch ended = new CountDownLatch(2);
            Script script = c -> {
                try {
                    c.openTunnel().readHead();
                    c.write("HTTP/1.1 " + status + "\r\nActivityId: 5a1d3c70-0000-4000-8000-0123456789ab\r\n");
                    c.write(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 419430400\r\n\r\n");
                    byte[] piece = new byte[MEBIBYTE];
                    Arrays.fill(piece, (byte) 'x');
                    System.arraycopy(REFUSAL.getBytes(StandardCharsets.US_ASCII), 0, piece, 0, REFUSAL.length());
                    for (int i = 0; i < 400; i++) {
                        c.write((chunked ? "100000\r\n" : "")).write(piece).write(chunked ? "\r\n" : "");
                        written.addAndGet(piece.length);
                        Arrays.fill(piece, (byte) 'x');
                    }
                } finally {
                    ended.countDown();
                }
            };
            try (ScriptedProxy proxy = new ScriptedProxy(script)) {
                VerificationResult result = proxy.connectorBuilder()
                        .timeout(Duration.ofSeconds(50))
                        .build()
                        .connect("dev.azure.com/contoso", "secret");

                assertThat(verdictOf(result)).isEqualTo(verdict);
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
                // Much more was written than was read, because the sockets have buffers.
                assertThat(written).hasValueLessThan(40L * MEBIBYTE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void theLimitOfABodyIsExactly256Kibibytes(int more) {
        String start = "{\"count\":0,\"value\":[]";
        String body = start + " ".repeat(256 * 1024 - start.length() - 1 + more) + "}";
        String name = "limit" + (more + 1);
        FAKE.organization(name).answers("_apis/projects", request -> answer(200, new Buffer().writeUtf8(body)));

        assertThat(verdict(name)).isEqualTo(more > 0 ? "UNEXPECTED_RESPONSE" : "VERIFIED");
    }

    private static String verdict(String organization) {
        return verdictOf(CONNECTOR.connect("dev.azure.com/" + organization, FAKE.token()));
    }

    private static MockResponse answer(int status, Buffer body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("ActivityId", "5a1d3c70-0000-4000-8000-0123456789ab")
                .body(body.clone())
                .build();
    }
}
