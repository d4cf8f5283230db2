package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.ScriptedProxy.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies which reason each fault between the application and Azure DevOps leads to. */
@Tag("network")
class ConnectFaultTest {

    private static final String TOKEN = "0123456789abcdefghij";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    static Stream<Arguments> faults() {
        return Stream.of(
                // The proxy.
                fault("closes at once", Inconclusive.Reason.UNREACHABLE, c -> {}),
                fault("resets at once", Inconclusive.Reason.UNREACHABLE, c -> c.reset()),
                fault("wants credentials", Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED, c -> {
                    c.readHead();
                    c.write("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                    + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n")
                            .awaitEnd();
                }),
                fault("answers CONNECT with garbage", Inconclusive.Reason.UNEXPECTED_RESPONSE, c -> {
                    c.readHead();
                    c.write("SSH-2.0-Babble\r\n\r\n").awaitEnd();
                }),

                // The answer's head.
                fault(
                        "closes before the answer",
                        Inconclusive.Reason.UNREACHABLE,
                        c -> c.openTunnel().readHead()),
                fault("resets before the answer", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.reset();
                }),
                fault("half a status line", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.write("HTTP/1.1 2");
                }),
                fault("half a header", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Content-Le");
                }),
                fault("garbage", Inconclusive.Reason.UNEXPECTED_RESPONSE, c -> {
                    c.openTunnel().readHead();
                    c.write("220 Babble \u001B[31m ready\r\n\r\n").awaitEnd();
                }),
                fault("a status that is not a number", Inconclusive.Reason.UNEXPECTED_RESPONSE, c -> {
                    c.openTunnel().readHead();
                    c.write("HTTP/1.1 abc Babble\r\n\r\n").awaitEnd();
                }),

                // The answer's body.
                fault("closes in a body of known length", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Content-Length: 100\r\n\r\n{\"count\"");
                }),
                fault("closes in a chunk", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"count\"");
                }),
                fault("resets in the body", Inconclusive.Reason.UNREACHABLE, c -> {
                    c.openTunnel().readHead();
                    c.write(HEAD + "Content-Length: 100\r\n\r\n{\"count\"");
                    c.reset();
                }));
    }

    private static Arguments fault(String name, Inconclusive.Reason reason, Script script) {
        return Arguments.of(name, reason, script);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void eachNetworkFaultLeadsToTheExpectedReason(String name, Inconclusive.Reason reason, Script script) {
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            assertInconclusive(connect(proxy.connectorBuilder()), reason);
        }
    }

    @Test
    void theMessageSaysThatTheProxyRefusesToConnect() {
        Script script = c -> {
            c.readHead();
            c.write("HTTP/1.1 403 Blocked-by-policy\r\nContent-Length: 0\r\n\r\n")
                    .awaitEnd();
        };
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            Inconclusive result = (Inconclusive) connect(proxy.connectorBuilder());

            assertInconclusive(result, Inconclusive.Reason.UNREACHABLE);
            assertThat(result.cause().orElseThrow())
                    .hasMessageStartingWith("The proxy refused to connect, with status 403: ");
            assertThat(result.message()).startsWith("The proxy refused to connect to dev.azure.com. ");
        }
    }

    /** The proxy answers the TLS handshake in plain HTTP. On JDK 11, the client does not report why it gives up. */
    @Test
    void plainHttpInsteadOfTlsIsATlsFailureOrUnreachable() {
        Script script = c -> c.acceptConnect()
                .awaitSomething()
                .write("HTTP/1.1 400 Bad Request\r\nX: Babble\r\n\r\n")
                .awaitEnd();
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            VerificationResult result = connect(proxy.connectorBuilder());

            assertThat(verdictOf(result)).isIn("TLS_FAILURE", "UNREACHABLE");
        }
    }

    /** JDK 11 sometimes waits for the end of the flood. */
    @Test
    void aFloodOfHeadersIsUnexpectedOrTimesOut() {
        Script script = c -> {
            c.openTunnel().readHead();
            c.write(HEAD);
            for (int i = 0; i < 20_000; i++) {
                c.write("X-Babble-" + i + ": " + "b".repeat(100) + "\r\n");
            }
            c.awaitEnd();
        };
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            VerificationResult result = connect(proxy.connectorBuilder().timeout(Duration.ofSeconds(5)));

            assertThat(verdictOf(result)).isIn("UNEXPECTED_RESPONSE", "TIMED_OUT");
            assertThat(result.toString()).doesNotContain("Babble");
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws IOException {
        try (Socket silent = new Socket()) { // keeps its port, but does not listen
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertUnreachable((InetSocketAddress) silent.getLocalSocketAddress());
        }
    }

    /** Names below .invalid never exist (RFC 6761). */
    @Test
    void anUnknownHostIsUnreachable() {
        assertUnreachable(InetSocketAddress.createUnresolved("proxy.invalid", 8080));
    }

    private static void assertUnreachable(InetSocketAddress proxy) {
        HttpClient client =
                HttpClient.newBuilder().proxy(ProxySelector.of(proxy)).build();

        assertInconclusive(connect(AzureDevOpsConnector.builder().httpClient(client)), Inconclusive.Reason.UNREACHABLE);
    }

    private static VerificationResult connect(AzureDevOpsConnector.Builder connector) {
        return connector.build().connect("https://dev.azure.com/contoso", TOKEN);
    }

    private static void assertInconclusive(VerificationResult result, Inconclusive.Reason reason) {
        assertThat(verdictOf(result)).isEqualTo(reason.name());
        Inconclusive inconclusive = (Inconclusive) result;
        if (reason == Inconclusive.Reason.PROXY_AUTHENTICATION_REQUIRED) {
            assertThat(inconclusive.httpStatus()).hasValue(407);
            return;
        }
        assertThat(inconclusive.httpStatus()).isEmpty();
        assertThat(inconclusive.activityId()).isEmpty();
        Throwable cause = inconclusive.cause().orElseThrow();
        assertThat(cause).hasNoCause().hasNoSuppressedExceptions();
        assertThat(cause.getMessage())
                .matches("[A-Z][A-Za-z0-9 ,]+: [\\w.$]+( <- [\\w.$]+)*( \\(TLS alert [a-z_]+\\))?")
                .doesNotContain("Babble", TOKEN, "contoso");
        assertThat(cause.getStackTrace()).isNotEmpty();
    }
}
