package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.RawProxy.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Specifies that a server may close an HTTP/2 connection in use by GOAWAY (RFC 9113, section 6.8). MockWebServer sends
 * GOAWAY only when nothing is in flight.
 */
@Tag("network")
class GoAwayTest {

    private static final int CALLS = 10;
    private static final int REQUESTS = 2 * CALLS;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    /** Answers either request of a call. */
    private static final String BODY = "{\"authenticatedUser\":{\"id\":\"00000000-0000-4000-8000-000000000001\"},"
            + "\"instanceId\":\"00000000-0000-4000-8000-000000000002\",\"count\":1,\"value\":[{\"name\":\"Fabrikam\"}]}";

    private final AtomicBoolean goAway = new AtomicBoolean();

    @AutoClose
    private final RawProxy proxy = new RawProxy(this::serve);

    private volatile int errorCode;

    /** NO_ERROR, and ENHANCE_YOUR_CALM, which servers send after many cancellations. */
    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "11, false", "11, true"})
    void goAwayCostsNoVerdict(int errorCode, boolean wrapped) {
        this.errorCode = errorCode;
        HttpClient jdk =
                proxy.httpClientBuilder().version(HttpClient.Version.HTTP_2).build();
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(wrapped ? new ForwardingClient(jdk) : jdk)
                .build();
        assertVerified(connector.connect("dev.azure.com/contoso", "token"));

        goAway.set(true);
        CompletableFuture<?>[] calls = Stream.generate(() -> connector.connectAsync("dev.azure.com/contoso", "token"))
                .limit(CALLS)
                .toArray(CompletableFuture<?>[]::new);

        for (CompletableFuture<?> call : calls) {
            assertVerified((VerificationResult) call.join());
        }
        assertThat(goAway).isFalse();
    }

    private static void assertVerified(VerificationResult result) {
        assertThat(Verdicts.verdictOf(result)).as(result.toString()).isEqualTo("VERIFIED");
    }

    /** Answers every request, until a connection is to go away: it sends GOAWAY when all requests are in flight. */
    private void serve(Connection connection) throws IOException {
        connection.acceptConnect().beginTls(RawProxy.GOOD, "h2");
        connection.read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
        connection.write(frame(SETTINGS, 0, 0, new byte[0]));
        int answered = 0;
        int waiting = 0;
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(connection.read(9));
            int lengthAndType = head.getInt();
            int flags = head.get();
            int stream = head.getInt();
            connection.read(lengthAndType >>> 8);
            int type = lengthAndType & 0xff;
            if (type == SETTINGS && flags != ACK) {
                connection.write(frame(SETTINGS, ACK, 0, new byte[0]));
            } else if (type == HEADERS && !goAway.get()) {
                answer(connection, stream);
                answered = stream;
            } else if (type == HEADERS && ++waiting == REQUESTS) {
                goAway.set(false);
                connection.write(frame(
                        GOAWAY,
                        0,
                        0,
                        ByteBuffer.allocate(8)
                                .putInt(answered)
                                .putInt(errorCode)
                                .array()));
                return;
            }
        }
    }

    private static void answer(Connection connection, int stream) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write(0x88); // :status 200, in the static table of RFC 7541
        writeField(fields, "content-type", "application/json");
        writeField(fields, "x-vss-e2eid", "00000000-0000-4000-8000-000000000003");
        connection.write(frame(HEADERS, END_HEADERS, stream, fields.toByteArray()));
        connection.write(frame(DATA, END_STREAM, stream, BODY.getBytes(ISO_8859_1)));
    }

    /** A literal field without indexing and without Huffman coding. */
    private static void writeField(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        fields.write(name.length());
        fields.writeBytes(name.getBytes(ISO_8859_1));
        fields.write(value.length());
        fields.writeBytes(value.getBytes(ISO_8859_1));
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
