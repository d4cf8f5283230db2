package io.github.azuredevopsconnector.testing;

import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Makes a MockWebServer the HTTP proxy and, inside the tunnel, the host that the tunnel was asked for.
 *
 * <p>The server peeks at the next response twice, on a connection's own thread: before the first request, to learn
 * whether to expect a CONNECT, and after each CONNECT, to learn whether to expect another. The first peek must return a
 * tunnel, and the second must not. Many connections are open at once, so only the thread identifies the connection. But
 * threads are pooled, and a connection can end before the second peek: then its thread serves another connection. The
 * server names a thread after the connection that it serves, so the name identifies the connection.
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
