package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.RawProxy.Script;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However much there is of an answer, a connect takes little of it. */
@Tag("network")
class SizeLimitTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String REFUSAL =
            "{\"$id\":\"1\",\"message\":\"Access Denied: The Personal Access Token used has "
                    + "expired.\",\"typeKey\":\"AccessCheckException\",\"customProperties\":\"";

    private static FakeAzureDevOps fake;
    private static AzureDevOpsConnector connector;

    @BeforeAll
    static void start() {
        fake = FakeAzureDevOps.start();
        connector = AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, UNEXPECTED_RESPONSE",
        "401 Unauthorized, TOKEN_EXPIRED",
    })
    void ofAHugeBodyTheBeginningIsRead(String status, String verdict) throws Exception {
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

                assertThat(VerdictTableTest.verdictOf(result)).isEqualTo(verdict);
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(written).hasValueLessThan(40L * MEBIBYTE);
            }
        }
    }

    @Test
    void overHttp2Too() {
        Buffer body = new Buffer().writeUtf8(REFUSAL + "x".repeat(4 * MEBIBYTE));
        fake.organization("huge-200").answers(request -> answer(200, body), request -> answer(200, body));
        fake.organization("huge-401").answers(request -> answer(401, body), request -> answer(401, body));

        assertThat(verdict("huge-200")).isEqualTo("UNEXPECTED_RESPONSE");
        assertThat(verdict("huge-401")).isEqualTo("TOKEN_EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void theLimitIs256KibibytesExactly(int more) {
        String start = "{\"count\":0,\"value\":[]";
        String body = start + " ".repeat(256 * 1024 - start.length() - 1 + more) + "}";
        String name = "limit" + (more + 1);
        fake.organization(name)
                .answers(
                        request -> FakeAnswer.OK.toResponse(fake.organization(name), request),
                        request -> answer(200, new Buffer().writeUtf8(body)));

        assertThat(verdict(name)).isEqualTo(more > 0 ? "UNEXPECTED_RESPONSE" : "VERIFIED");
    }

    static Stream<Arguments> odds() {
        String many = String.join("", Collections.nCopies(200_000, "["));
        String digits = "1".repeat(100_000);
        return Stream.of(
                Arguments.of("VERIFIED", "{\"count\":1,\"value\":[{}],\"more\":{\"a\":[null,true,1.5e9,\"\"]}}"),
                Arguments.of("VERIFIED", "\uFEFF{\"count\":0,\"value\":[]}"),
                Arguments.of("VERIFIED", " \r\n{\"value\":[],\"count\":0}\n"),
                Arguments.of("VERIFIED", "{\"count\":0,\"value\":[[[[[[[[[[[[]]]]]]]]]]]]}"),
                Arguments.of("UNEXPECTED_RESPONSE", ""),
                Arguments.of("UNEXPECTED_RESPONSE", "null"),
                Arguments.of("UNEXPECTED_RESPONSE", "[]"),
                Arguments.of("UNEXPECTED_RESPONSE", "{}"),
                Arguments.of("UNEXPECTED_RESPONSE", "\"count\""),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"value\":[]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":\"0\",\"value\":[]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":[0],\"value\":[]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":{}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":null}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"a\":{\"count\":0,\"value\":[]}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[]"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[]}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[]}{}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[],}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{'count':0,'value':[]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[]} <html>"),
                Arguments.of("UNEXPECTED_RESPONSE", "\uFEFF\uFEFF{\"count\":0,\"value\":[]}"),
                Arguments.of("UNEXPECTED_RESPONSE", many),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":" + many),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"a\":".repeat(40_000)),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":" + digits),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":-" + digits + "e" + digits),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"" + digits + "\":"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"value\":[],\"count\":0,\"a\":\"\\u00"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"count\":0,\"value\":[\"\u0001\"]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "<title".repeat(40_000)),
                Arguments.of("UNEXPECTED_RESPONSE", "<title>" + "<".repeat(200_000)));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("odds")
    void anOddAnswerHasAVerdict(String verdict, String body) {
        String name = "odd-" + Integer.toHexString(body.hashCode());
        fake.organization(name)
                .answers(
                        request -> FakeAnswer.OK.toResponse(fake.organization(name), request),
                        request -> answer(200, new Buffer().writeUtf8(body)));

        assertThat(verdict(name)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("odds")
    void anOddRefusalIsUnexpected(String ignored, String body) {
        String name = "odd-refusal-" + Integer.toHexString(body.hashCode());
        fake.organization(name)
                .answers(
                        request -> answer(418, new Buffer().writeUtf8(body)),
                        request -> answer(401, new Buffer().writeUtf8(body)));

        assertThat(verdict(name)).isEqualTo("UNEXPECTED_RESPONSE");
    }

    static Stream<Arguments> oddUsers() {
        String id = "\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"";
        return Stream.of(
                Arguments.of("VERIFIED", "{\"authenticatedUser\":{" + id + "}}"),
                Arguments.of(
                        "VERIFIED",
                        "{\"authenticatedUser\":{" + id + ",\"providerDisplayName\":5,\"customDisplayName\":{},"
                                + "\"properties\":[],\"descriptor\":null},\"instanceId\":[]}"),
                Arguments.of(
                        "VERIFIED",
                        "{\"authenticatedUser\":{" + id
                                + ",\"properties\":{\"Account\":\"x\"}},\"instanceId\":\"1-1-1-1-1\"}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"authenticatedUser\":{\"id\":\"1-1-1-1-1\"}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"authenticatedUser\":{\"id\":7}}"),
                Arguments.of(
                        "UNEXPECTED_RESPONSE",
                        "{\"authenticatedUser\":{\"id\":\"5a1d3c70x0000-4000-8000-0123456789ab\"}}"),
                Arguments.of(
                        "UNEXPECTED_RESPONSE",
                        "{\"authenticatedUser\":{\"id\":\"5a1d3c7g-0000-4000-8000-0123456789ab\"}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"authenticatedUser\":[{" + id + "}]}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"authenticatedUser\":null}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{\"authorizedUser\":{" + id + "}}"),
                Arguments.of("UNEXPECTED_RESPONSE", "{" + id + "}"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("oddUsers")
    void anOddUserHasAVerdict(String verdict, String body) {
        String name = "odd-user-" + Integer.toHexString(body.hashCode());
        fake.organization(name)
                .answers(
                        request -> answer(200, new Buffer().writeUtf8(body)),
                        request -> FakeAnswer.OK.toResponse(fake.organization(name), request));

        VerificationResult result = connector.connect("dev.azure.com/" + name, fake.token());

        assertThat(VerdictTableTest.verdictOf(result)).isEqualTo(verdict);
        if (result.isVerified()) {
            AzureDevOpsConnection connection = result.orElseThrow();
            assertThat(connection.user().displayName())
                    .isEqualTo(connection.user().id().toString());
            assertThat(connection.user().account()).isEmpty();
            assertThat(connection.organizationId()).isEmpty();
        }
    }

    private static String verdict(String organization) {
        return VerdictTableTest.verdictOf(connector.connect("dev.azure.com/" + organization, fake.token()));
    }

    private static MockResponse answer(int status, Buffer body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("ActivityId", "5a1d3c70-0000-4000-8000-0123456789ab")
                .body(body.clone())
                .build();
    }
}
