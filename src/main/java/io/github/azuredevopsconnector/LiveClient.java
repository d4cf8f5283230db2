package io.github.azuredevopsconnector;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Knows when a client is fit for use. If its connections may be dead, a client with the same settings takes its place.
 *
 * <p>A NAT, firewall or load balancer may silently drop an idle connection. The JDK's client uses it all the same, over
 * HTTP/2 again and again, because a stream that timed out leaves its connection in the pool. JDK 20 and later close
 * connections that were idle for 30 seconds; earlier ones keep them for 20 minutes (HTTP/1.1) or forever (HTTP/2).
 *
 * <p>There is one such object for each client, which all connectors with that client share. A client that wraps another
 * cannot be replaced.
 */
final class LiveClient {

    /** The same limit as that of JDK 20 and later. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final boolean JDK_CLOSES_IDLE_CONNECTIONS = Runtime.version().feature() >= 20;

    /** These methods exist from JDK 21 on. */
    private static final Optional<Method> SHUTDOWN = method("shutdown");

    private static final Optional<Method> IS_TERMINATED = method("isTerminated");

    /** The JDK's message if a proxy does not answer CONNECT with a 200: {@code Tunnel failed, got: 403}. */
    static final Pattern TUNNEL_FAILED = Pattern.compile("^Tunnel failed, got: ([0-9]{3})$");

    private static final Map<HttpClient, LiveClient> KNOWN = new WeakHashMap<>();

    private static final LiveClient SHARED = new LiveClient(null);

    private final Streams streams = new Streams(Delivery.SHARED);
    /** Weak, because the map must not hold its keys; the connector holds its client. */
    private final WeakReference<HttpClient> own;

    private final Set<Use> inFlight = ConcurrentHashMap.newKeySet();

    /** The library's own client: the shared one, or the one that replaced the application's. */
    private @Nullable HttpClient made;

    /** Whether the current client must not be used again. */
    private boolean unfit;

    private long madeAt = System.nanoTime();

    /** The version of the last response of the current client. */
    private volatile HttpClient.@Nullable Version heard;

    /** When the last response began, by {@link System#nanoTime}; tests of idle connections set it back. */
    volatile long heardAt = System.nanoTime();

    private LiveClient(@Nullable HttpClient own) {
        this.own = new WeakReference<>(own);
    }

    /** Returns the object for a client. */
    static LiveClient of(HttpClient client) {
        synchronized (KNOWN) {
            LiveClient known = KNOWN.computeIfAbsent(client, LiveClient::new);
            // A client of the application's own class may say that it equals another, which is not the same client.
            return known.own.get() == client ? known : new LiveClient(client);
        }
    }

    /** Returns the client of all connectors that were given none; it is made on first use. */
    static LiveClient shared() {
        return SHARED;
    }

    Streams streams() {
        return streams;
    }

    /** A request in flight over a client. */
    static final class Use {
        final HttpClient client;
        private final boolean answeredBefore;
        private final Runnable giveUp;

        /**
         * @param answeredBefore whether the client had answered before the request was sent; if not, a failure is not
         *     the loss of a connection
         * @param giveUp may be called until the use ends
         */
        Use(HttpClient client, boolean answeredBefore, Runnable giveUp) {
            this.client = client;
            this.answeredBefore = answeredBefore;
            this.giveUp = giveUp;
        }
    }

    /**
     * Begins to use a client that is fit for use, and makes one if necessary.
     *
     * <p>On JDK 11 and 17, a request never ends if it was about to use an HTTP/2 connection when that was lost. So all
     * requests in flight over HTTP/2 are given up when one of them finds the connection lost.
     */
    Use begin(Runnable giveUp) {
        HttpClient replaced;
        Use use;
        synchronized (this) {
            HttpClient current = current();
            boolean idle = heard != null
                    && !JDK_CLOSES_IDLE_CONNECTIONS
                    && isReplaceable(current)
                    && !isHeardWithin(LONGEST_IDLE);
            if (!unfit && !idle) {
                return noted(new Use(current, heard != null, giveUp));
            }
            replaced = made;
            made = copyOf(current);
            madeAt = System.nanoTime();
            unfit = false;
            heard = null;
            use = noted(new Use(made, false, giveUp));
        }
        streams.reset(); // without the lock, because it may run requests that wait for a stream
        if (replaced != null) {
            // Not at once, because an exchange may be about to use it. It ends when its last exchange has ended.
            SHUTDOWN.ifPresent(shutdown -> Delivery.SHARED.executeAfter(PAUSE, () -> invoke(shutdown, replaced)));
        }
        return use;
    }

    private Use noted(Use use) {
        inFlight.add(use);
        return use;
    }

    void end(Use use) {
        inFlight.remove(use);
    }

    private HttpClient current() {
        HttpClient current = made == null ? own.get() : made;
        if (current == null) {
            current = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            made = current;
        }
        return current;
    }

    /**
     * Copies the settings that can be read, except those that {@link AzureDevOpsConnector.Builder#httpClient} refuses.
     */
    private static HttpClient copyOf(HttpClient client) {
        HttpClient.Builder copy = HttpClient.newBuilder()
                .version(client.version())
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(client.sslContext())
                .sslParameters(client.sslParameters());
        client.proxy().ifPresent(copy::proxy);
        client.connectTimeout().ifPresent(copy::connectTimeout);
        client.executor().ifPresent(copy::executor);
        return copy.build();
    }

    /** Returns whether the client is of the JDK's own class: it is not known what any other client wraps. */
    static boolean isReplaceable(HttpClient client) {
        return client.getClass().getModule() == HttpClient.class.getModule();
    }

    /** Notes that a response begins. */
    void hear(Use use, HttpClient.Version version) {
        heardAt = System.nanoTime();
        synchronized (this) {
            if (use.client != current()) {
                return;
            }
            heard = version;
        }
        streams.setUnlimited(version != HttpClient.Version.HTTP_2);
    }

    /** Returns whether the client has an open connection, as far as that can be known. */
    boolean isWarm() {
        return heard != null && isHeardWithin(LONGEST_IDLE);
    }

    private boolean isHeardWithin(Duration time) {
        return System.nanoTime() - heardAt < time.toNanos();
    }

    /** Notes that an attempt timed out. Its client is unfit if it has brought no response at all in that time. */
    synchronized void timedOut(long begin) {
        if (heardAt - begin < 0 && madeAt - begin < 0) {
            unfit = isReplaceable(current());
        }
    }

    /**
     * Returns whether a request without any response may be sent once more because its connection was lost. Marks the
     * client as unfit if it can be replaced, because it may use this dying connection, or another one, again.
     */
    boolean isLost(Use use, CauseChain failure) {
        HttpClient client = use.client;
        if (!isDead(client, failure) && !(use.answeredBefore && isLoss(failure) && !isClosedByApplication(client))) {
            return false;
        }
        synchronized (this) {
            if (unfit || client != current() || !isReplaceable(client)) {
                return true;
            }
            unfit = true;
            if (heard != HttpClient.Version.HTTP_2) {
                return true;
            }
        }
        inFlight.stream()
                .filter(other -> other.client == client)
                .forEach(other -> Delivery.SHARED.execute(other.giveUp));
        return true;
    }

    /** Returns whether the thread of the JDK's client has ended. Nothing restarts it. */
    private static boolean isDead(HttpClient client, CauseChain failure) {
        return failure.has(IOException.class, "selector manager closed") // 21 and later
                || (failure.has(RejectedExecutionException.class) // 17: its own executor never refuses otherwise
                        && isReplaceable(client)
                        && client.executor().isEmpty());
    }

    private static boolean isLoss(CauseChain failure) {
        // A closed channel means that the JDK took a connection from its pool while that was being closed.
        boolean toConnect = failure.has(ConnectException.class) && !failure.has(ClosedChannelException.class);
        return failure.has(IOException.class)
                && !toConnect
                && !failure.has(HttpTimeoutException.class)
                && !failure.has(ProtocolException.class)
                && !failure.has(SSLException.class)
                && failure.find(IOException.class, TUNNEL_FAILED).isEmpty();
    }

    private boolean isClosedByApplication(HttpClient client) {
        return client == own.get()
                && IS_TERMINATED
                        .map(method -> invoke(method, client))
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
    }

    private static Optional<Method> method(String name) {
        try {
            return Optional.of(HttpClient.class.getMethod(name));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object invoke(Method method, HttpClient client) {
        try {
            return method.invoke(client);
        } catch (ReflectiveOperationException | RuntimeException e) { // a wrapper that does not support it
            return null;
        }
    }
}
