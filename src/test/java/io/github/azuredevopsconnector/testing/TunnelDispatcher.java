package io.github.azuredevopsconnector.testing;

import java.util.function.Consumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Makes a MockWebServer the HTTP proxy and, inside the tunnel, the host that the tunnel was asked for.
 *
 * <p>The server peeks at the next response on a connection's own thread twice: before the first request, to learn
 * whether to expect a CONNECT, and after each CONNECT, to learn whether to expect another. The first must be answered
 * with a tunnel, the second not; with many connections at once, the thread is what tells them apart. The threads are
 * pooled, and a connection can end before the second peek. The server names the thread after the connection that it
 * serves, and that tells such a connection from the next.
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
