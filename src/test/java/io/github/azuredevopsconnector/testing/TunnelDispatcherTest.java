package io.github.azuredevopsconnector.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the tunnels of connections that end early. */
@Tag("network")
class TunnelDispatcherTest {

    /** The server runs the next connection on the thread of the previous one. */
    @Test
    void aConnectionThatIsCutDuringItsConnectDoesNotHarmTheNext() throws Exception {
        AtomicReference<Socket> toBeCut = new AtomicReference<>();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(SSLContext.getDefault().getSocketFactory());
            server.setDispatcher(new TunnelDispatcher(
                    target -> cut(toBeCut.getAndSet(null)), request -> new MockResponse.Builder().build()));
            server.start();

            for (int i = 0; i < 5; i++) {
                try (Socket cut = connect(server)) {
                    toBeCut.set(cut);
                    askForTunnel(cut);
                    assertThatThrownBy(() -> cut.getInputStream().read()).isInstanceOf(SocketException.class);
                }
                try (Socket next = connect(server)) {
                    askForTunnel(next);
                    assertThat(new String(next.getInputStream().readNBytes(15), US_ASCII))
                            .isEqualTo("HTTP/1.1 200 OK");
                }
            }
        }
    }

    private static Socket connect(MockWebServer server) throws IOException {
        Socket socket = new Socket("localhost", server.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void askForTunnel(Socket socket) throws IOException {
        socket.getOutputStream().write("CONNECT dev.azure.com:443 HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
    }

    private static void cut(Socket socket) {
        if (socket != null) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
