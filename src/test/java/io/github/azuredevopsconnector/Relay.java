package io.github.azuredevopsconnector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Relays connections to a proxy, and can break the open ones like a network. New connections still work. */
final class Relay implements AutoCloseable {

    private static final AtomicLong USES = new AtomicLong();

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Queue<Link> all = new ConcurrentLinkedQueue<>();
    private final Thread acceptor = new Thread(this::accept, "Relay");

    Relay(InetSocketAddress target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    int openConnections() {
        return links.size();
    }

    /** Drops everything on the open connections, in both directions, like a NAT that has forgotten them. */
    void freeze() {
        links.forEach(link -> link.frozen = true);
    }

    /** Resets the connections that are open now. */
    void reset() {
        List.copyOf(links).forEach(Link::reset);
    }

    /** Resets the open connection that was used last. If requests are in flight, one of them is on this connection. */
    void resetLastUsed() {
        Collections.max(links, Comparator.comparingLong(link -> link.lastUse)).reset();
    }

    /** Closes the connections that are open now, in an orderly way. */
    void end() {
        List.copyOf(links).forEach(Link::end);
    }

    /** Waits until all connections have ended. */
    synchronized void awaitEndOfConnections() throws InterruptedException {
        while (!links.isEmpty()) {
            wait();
        }
    }

    private synchronized void remove(Link link) {
        links.remove(link);
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        server.close();
        join(acceptor);
        all.forEach(link -> {
            link.end();
            join(link.up);
            join(link.down);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Link link = new Link(client, new Socket(target.getAddress(), target.getPort()));
                links.add(link);
                all.add(link);
                link.up.start();
                link.down.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket proxy;
        private final Thread up;
        private final Thread down;
        private volatile boolean frozen;
        private volatile long lastUse = USES.incrementAndGet();

        Link(Socket client, Socket proxy) throws IOException {
            this.client = client;
            this.proxy = proxy;
            client.setTcpNoDelay(true);
            proxy.setTcpNoDelay(true);
            up = new Thread(() -> carry(client, proxy), "Relay-up");
            down = new Thread(() -> carry(proxy, client), "Relay-down");
        }

        private void carry(Socket from, Socket to) {
            byte[] buffer = new byte[8 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    lastUse = USES.incrementAndGet();
                    if (!frozen) {
                        out.write(buffer, 0, count);
                    }
                }
                if (!frozen) {
                    end();
                }
            } catch (IOException e) {
                if (!frozen) {
                    end();
                }
            }
        }

        private void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                return; // closed already
            } finally {
                end();
            }
        }

        private void end() {
            remove(this);
            try (client;
                    proxy) {
                frozen = true;
            } catch (IOException e) {
                return; // nothing more can be done
            }
        }
    }
}
