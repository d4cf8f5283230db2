package io.github.azuredevopsconnector.testing;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;

/**
 * Closes a server when only threads of such servers keep the JVM alive. MockWebServer's threads are not daemon threads,
 * and there is no setting for that. Interrupt this thread when the server is closed.
 */
final class ServerCloser extends Thread {

    /**
     * How long to wait for a thread before looking again. A server's thread has another name for short periods, and
     * then looks like a thread of the application.
     */
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final MockWebServer server;

    ServerCloser(MockWebServer server) {
        super("FakeAzureDevOps");
        this.server = server;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            for (Optional<Thread> other = anyOther(); other.isPresent(); other = anyOther()) {
                other.get().join(LOOK_AGAIN_MILLIS);
            }
            server.close();
        } catch (InterruptedException e) {
            return; // the server is closed
        }
    }

    /** Returns a thread that keeps the JVM alive and does not belong to a server. */
    private static Optional<Thread> anyOther() {
        return threads()
                .filter(thread -> !thread.isDaemon())
                .filter(thread -> !thread.getName().startsWith("MockWebServer"))
                .filter(thread ->
                        !thread.getName().startsWith("DestroyJavaVM")) // waits for the other threads, like this one
                .findFirst();
    }

    private static Stream<Thread> threads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[all.activeCount() + 100];
        return Arrays.stream(threads, 0, all.enumerate(threads));
    }
}
