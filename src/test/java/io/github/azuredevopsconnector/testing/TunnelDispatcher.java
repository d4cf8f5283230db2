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
 * with a tunnel, the second not; with many connections at once, the thread is what tells them apart.
 */
final class TunnelDispatcher extends Dispatcher {

    private static final MockResponse TUNNEL =
            new MockResponse.Builder().inTunnel().build();
    private static final MockResponse NO_TUNNEL = new MockResponse.Builder().build();

    private final Consumer<String> tunnels;
    private final Function<RecordedRequest, MockResponse> host;
    private final ThreadLocal<Boolean> connected = new ThreadLocal<>();

    TunnelDispatcher(Consumer<String> tunnels, Function<RecordedRequest, MockResponse> host) {
        this.tunnels = tunnels;
        this.host = host;
    }

    @Override
    public MockResponse peek() {
        if (connected.get() == null) {
            return TUNNEL;
        }
        connected.remove();
        return NO_TUNNEL;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.getMethod().equals("CONNECT")) {
            tunnels.accept(request.getTarget());
            connected.set(true);
            return TUNNEL;
        }
        return host.apply(request);
    }
}
