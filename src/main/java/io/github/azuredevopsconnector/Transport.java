package io.github.azuredevopsconnector;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which client sends a request, and how many requests are in flight. The client is the application's own, or
 * the one that all other connectors share.
 *
 * <p>A NAT, firewall or load balancer may silently drop an idle connection, but the JDK's client keeps using it. So if
 * the client is the JDK's own implementation and its connections may be dead, later requests use a new client with the
 * same settings. JDK 20 and later close connections that were idle for 30 seconds. Earlier JDKs keep them for 20
 * minutes. Any other implementation is never replaced, because it may wrap anything.
 *
 * <p>If nothing was sent for 30 seconds over a client that the library created, the library drops its reference to the
 * client, because by then the JDK has closed the connections, or they may be dead. The client's thread and sockets end
 * when the client is garbage-collected.
 *
 * <p>A connector references its transport, and the transport references the application's client. Transports over the
 * same client share a {@link State}, which references that client weakly. Any thread may call any method. Each object
 * guards its fields with its own lock, which is never held while a request is sent.
 */
final class Transport {

    private static final Duration MAX_IDLE = Duration.ofSeconds(30);

    /** Over HTTP/1.1, each request in flight takes a connection and a thread. */
    private static final int MAX_IN_FLIGHT = 100;

    private static final boolean JDK_CLOSES_IDLE_CONNECTIONS = Runtime.version().feature() >= 20;

    private static final Map<HttpClient, State> KNOWN = new WeakHashMap<>();

    private static final Transport SHARED = new Transport(null, new State(null));

    private final @Nullable HttpClient own;
    private final State state;

    private Transport(@Nullable HttpClient own, State state) {
        this.own = own;
        this.state = state;
    }

    /** Returns a transport over the application's client. */
    static Transport over(HttpClient own) {
        synchronized (KNOWN) {
            State known = KNOWN.computeIfAbsent(own, State::new);
            // A client of a custom class may equal another client, without being the same one.
            return new Transport(own, known.isOf(own) ? known : new State(own));
        }
    }

    /** Returns the transport of all connectors without their own client. */
    static Transport shared() {
        return SHARED;
    }

    /**
     * Runs the task on a thread that sends requests, after the tasks that were queued before it.
     *
     * @throws RuntimeException or an {@link Error} if no thread can be created
     */
    void execute(Runnable task) {
        state.requests.execute(task);
    }

    /** Removes a task that has not begun. */
    void remove(Runnable task) {
        state.requests.remove(task);
    }

    /** Returns the client that sends the next request. */
    Client client() {
        return state.client(own);
    }

    /**
     * Records that a call timed out. If no response arrived during the call, the connections may be dead, so a client
     * that can be replaced gets no more requests.
     *
     * @param begin when the call began, as a value of {@link System#nanoTime}. A client that was created later is kept
     */
    void timedOut(long begin) {
        state.timedOut(begin);
    }

    private static boolean isOfJdk(HttpClient client) {
        return client.getClass().getModule() == HttpClient.class.getModule();
    }

    /**
     * Copies all readable settings, except those that {@link AzureDevOpsConnector.Builder#httpClient} refuses.
     */
    private static HttpClient.Builder settingsOf(HttpClient client) {
        HttpClient.Builder settings = HttpClient.newBuilder()
                .version(client.version())
                .sslContext(client.sslContext())
                .sslParameters(client.sslParameters());
        client.proxy().ifPresent(settings::proxy);
        client.connectTimeout().ifPresent(settings::connectTimeout);
        client.executor().ifPresent(settings::executor);
        return settings;
    }

    /** The client in use, and the threads that send over it. */
    private static final class State {
        final ThreadPoolExecutor requests = LibraryThreads.requestPool(MAX_IN_FLIGHT);
        private final WeakReference<@Nullable HttpClient> own;
        private @Nullable Client current;
        private boolean createdByLibrary;
        private boolean releaseScheduled;
        private long usedAt;

        State(@Nullable HttpClient own) {
            this.own = new WeakReference<>(own);
            this.current = own == null ? null : new Client(this.own::get, isOfJdk(own));
        }

        boolean isOf(HttpClient client) {
            return own.get() == client;
        }

        synchronized Client client(@Nullable HttpClient own) {
            if (current == null || current.isDead()) {
                HttpClient.Builder settings = own == null ? HttpClient.newBuilder() : settingsOf(own);
                current = new Client(new LazyClient(settings.followRedirects(HttpClient.Redirect.NEVER)), true);
                createdByLibrary = true;
            }
            usedAt = System.nanoTime();
            if (createdByLibrary && !releaseScheduled) {
                releaseAfter(MAX_IDLE);
            }
            return current;
        }

        synchronized void timedOut(long begin) {
            if (current != null) {
                current.retireIfSilentSince(begin);
            }
        }

        private void releaseAfter(Duration idle) {
            try {
                LibraryThreads.SHARED.runAfter(idle, this::releaseIfIdle);
                releaseScheduled = true;
            } catch (RuntimeException | Error e) { // no thread for the timer, so the next request tries again
                releaseScheduled = false;
            }
        }

        private synchronized void releaseIfIdle() {
            Duration rest = MAX_IDLE.minusNanos(System.nanoTime() - usedAt);
            if (rest.isNegative() || rest.isZero()) {
                current = null;
                releaseScheduled = false;
            } else {
                releaseAfter(rest);
            }
        }
    }

    /** Creates a client on first use, outside the lock of the state, because creation may read a trust store. */
    private static final class LazyClient implements Supplier<HttpClient> {
        private final HttpClient.Builder settings;
        private @Nullable HttpClient client;

        LazyClient(HttpClient.Builder settings) {
            this.settings = settings;
        }

        @Override
        public synchronized HttpClient get() {
            if (client == null) {
                client = settings.build();
            }
            return client;
        }
    }

    /** One client, and what is known about it. */
    static final class Client {
        private final Supplier<? extends @Nullable HttpClient> http;
        private final boolean replaceable;
        private boolean responded;
        private boolean retired;
        /** A value of {@link System#nanoTime}. Before the first response, the time when this object was created. */
        private long lastResponseAt = System.nanoTime();

        private Client(Supplier<? extends @Nullable HttpClient> http, boolean replaceable) {
            this.http = http;
            this.replaceable = replaceable;
        }

        HttpClient http() {
            // Not null, because the transport of every exchange references the application's client.
            return Objects.requireNonNull(http.get());
        }

        synchronized boolean hasResponded() {
            return responded;
        }

        /** Records that a response begins. */
        void responded() {
            respondedAt(System.nanoTime());
        }

        /** Records the time of a response. Only tests set another time than the present one. */
        synchronized void respondedAt(long nanoTime) {
            responded = true;
            lastResponseAt = nanoTime;
        }

        private synchronized void retireIfSilentSince(long begin) {
            retired = retired || lastResponseAt - begin < 0;
        }

        /** Returns whether a request failed because the client's thread has ended. Nothing restarts that thread. */
        boolean hasEnded(CauseChain failure) {
            return replaceable
                    && (failure.has(IOException.class, "selector manager closed") // JDK 21 and later
                            // On JDK 17, the default executor refuses a task only in this case.
                            || (failure.has(RejectedExecutionException.class)
                                    && http().executor().isEmpty()));
        }

        /** Stops sending requests over this client, if it can be replaced. */
        synchronized void retire() {
            retired = true;
        }

        private synchronized boolean isDead() {
            boolean idle = responded
                    && !JDK_CLOSES_IDLE_CONNECTIONS
                    && System.nanoTime() - lastResponseAt >= MAX_IDLE.toNanos();
            return replaceable && (retired || idle);
        }
    }
}
