package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.RawProxy.Script;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies that a call reads at most 256 KiB of an answer, and waits only for the beginning of a large list. */
@Tag("network")
@Execution(ExecutionMode.SAME_THREAD) // tests with megabytes would slow each other down
class ConnectSizeLimitTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
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
            try (RawProxy proxy = new RawProxy(script)) {
                VerificationResult result = AzureDevOpsConnector.builder()
                        .httpClient(proxy.httpClientBuilder().build())
                        .timeout(Duration.ofSeconds(50))
                        .build()
                        .connect("dev.azure.com/contoso", "secret");

                assertThat(verdictOf(result)).isEqualTo(verdict);
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(written).hasValueLessThan(40L * MEBIBYTE);
            }
        }
    }

    @Test
    void onlyTheBeginningOfAHugeBodyIsReadOverHttp2() {
        Buffer body = new Buffer().writeUtf8(REFUSAL + "x".repeat(4 * MEBIBYTE));
        organization("huge-200", request -> answer(200, body));
        organization("huge-401", request -> answer(401, body));

        assertThat(verdict("huge-200")).isEqualTo("UNEXPECTED_RESPONSE");
        assertThat(verdict("huge-401")).isEqualTo("TOKEN_EXPIRED");
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

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void aHundredCallsAreVerifiedByAListOfThreeMegabytes(HttpClient.Version version) {
        String url = FAKE.organization("large").withRepositories(3_500).url();
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(FAKE.httpClientBuilder().version(version).build())
                .requires(TokenScope.CODE_READ)
                .timeout(Duration.ofSeconds(100))
                .build();

        for (int round = 0; round < 10; round++) {
            List<CompletableFuture<VerificationResult>> results = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                results.add(connector.connectAsync(url, FAKE.token()));
            }
            assertThat(results)
                    .allSatisfy(result -> assertThat(result)
                            .succeedsWithin(100, TimeUnit.SECONDS)
                            .matches(VerificationResult::isVerified));
        }
    }

    /** The rest of the list would take longer than the test may. */
    @Test
    void theVerdictDoesNotWaitForTheRestOfAList() {
        FakeOrganization slow = FAKE.organization("slow").withRepositories(3_500);
        slow.answers(
                "_apis/git/repositories",
                request -> new MockResponse.Builder(FakeAnswer.OK.toResponse(slow, request))
                        .throttleBody(16 * 1024, 1, TimeUnit.HOURS)
                        .build());

        AzureDevOpsConnector connector = FAKE.connectorBuilder()
                .requires(TokenScope.CODE_READ)
                .timeout(Duration.ofMinutes(10))
                .build();

        assertThat(connector.connect(slow.url(), FAKE.token()).isVerified()).isTrue();
    }

    /** A connection that was not cut is used again. */
    @Test
    void theRestOfAListIsReadAfterTheVerdict() throws Exception {
        CountDownLatch verified = new CountDownLatch(1);
        CompletableFuture<String> usedAgain = new CompletableFuture<>();
        Script script = c -> {
            c.openTunnel();
            for (String head = c.readHead(); ; head = c.readHead()) {
                String body = bodyFor(head);
                if (head.contains("/repositories") && verified.getCount() > 0) {
                    c.write(HEAD + "Content-Length: 200000\r\n\r\n{");
                    verified.await();
                    c.write(" ".repeat(199_999));
                    usedAgain.complete(c.readHead());
                    return;
                }
                c.write(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            }
        };
        try (RawProxy proxy = new RawProxy(script)) {
            AzureDevOpsConnector connector = requiringCode(proxy);

            assertThat(connector.connect("dev.azure.com/contoso", "secret").isVerified())
                    .isTrue();
            verified.countDown();
            while (!usedAgain.isDone()) { // as soon as the rest was read
                connector.connect("dev.azure.com/contoso", "secret");
            }

            assertThat(usedAgain).isCompletedWithValueMatching(head -> head.startsWith("GET /contoso/_apis/"));
        }
    }

    @Test
    void theRestOfAListIsCutOffAtTheLimit() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        Script script = c -> {
            c.openTunnel();
            String head = c.readHead();
            if (!head.contains("/repositories")) {
                String body = bodyFor(head);
                c.write(HEAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .awaitEnd();
                return;
            }
            try {
                c.write(HEAD + "Content-Length: 419430400\r\n\r\n{");
                byte[] piece = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
                while (written.addAndGet(MEBIBYTE) < 400L * MEBIBYTE) {
                    c.write(piece);
                }
            } finally {
                ended.countDown();
            }
        };
        try (RawProxy proxy = new RawProxy(script)) {
            assertThat(requiringCode(proxy)
                            .connect("dev.azure.com/contoso", "secret")
                            .isVerified())
                    .isTrue();

            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(written).hasValueLessThan(40L * MEBIBYTE);
        }
    }

    private static AzureDevOpsConnector requiringCode(RawProxy proxy) {
        return AzureDevOpsConnector.builder()
                .httpClient(proxy.httpClientBuilder().build())
                .requires(TokenScope.CODE_READ)
                .build();
    }

    /** Returns the body of a successful answer to the request. */
    private static String bodyFor(String head) {
        return head.contains("/connectionData")
                ? "{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"}}"
                : "{\"count\":0,\"value\":[]}";
    }

    private static void organization(String name, Function<ReceivedRequest, MockResponse> answer) {
        FAKE.organization(name).answers("_apis/connectionData", answer).answers("_apis/projects", answer);
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
