package io.github.azuredevopsconnector.testing;

import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Makes a MockWebServer act as an HTTP proxy, and inside the tunnel as the requested host.
 *
 * <p>The server peeks at the next response twice, on the connection's own thread. The first peek is before the first
 * request, to decide whether to expect a CONNECT. The second is after each CONNECT, to decide whether to expect
 * another. The first peek must return a tunnel, and the second must not. Many connections are open at once, so the
 * dispatcher must know the connection of a peek. Threads are pooled, and a connection can end before its second peek,
 * so the thread does not identify the connection. Its name does, because the server names a thread after the connection
 * that it serves.
 */
final class TunnelDispatcher extends Dispatcher {

    private static final MockResponse TUNNEL =
            new MockResponse.Builder().inTunnel().build();
    private static final MockResponse NO_TUNNEL = new MockResponse.Builder().build();

    private final Consumer<String> tunnels;
    private final Function<RecordedRequest, MockResponse> host;
    private final ThreadLocal<String> connected = new ThreadLocal<>();

    TunnelDispatcher(Consumer<String> tunnels, Function<RecordedRequest, MockResponse> host) {
        this.tunnels = tunnels;
        this.host = host;
    }

    @Override
    public MockResponse peek() {
        String before = connected.get();
        connected.remove();
        return connection().equals(before) ? NO_TUNNEL : TUNNEL;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.getMethod().equals("CONNECT")) {
            tunnels.accept(request.getTarget());
            connected.set(connection());
            return TUNNEL;
        }
        return host.apply(request);
    }

    private static String connection() {
        return Thread.currentThread().getName();
    }
}
