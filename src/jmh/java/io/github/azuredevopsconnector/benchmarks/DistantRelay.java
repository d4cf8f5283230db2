package io.github.azuredevopsconnector.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Carries connections to a proxy that is far away: all bytes arrive 20 ms later, in either direction. */
final class DistantRelay {

    private static final long ONE_WAY = TimeUnit.MILLISECONDS.toNanos(20);

    private DistantRelay() {}

    /** Returns the port on which the relay listens. Its threads are daemons and end with the process. */
    static int start(InetSocketAddress target) throws IOException {
        ServerSocket server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        startThread(() -> {
            while (true) {
                Socket client = server.accept();
                Socket proxy = new Socket(target.getAddress(), target.getPort());
                carry(client, proxy);
                carry(proxy, client);
            }
        });
        return server.getLocalPort();
    }

    private static void carry(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
        startThread(() -> {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pieces.add(new Piece(buffer.clone(), count));
            }
            pieces.add(new Piece(buffer, 0));
        });
        startThread(() -> {
            try (from;
                    to) {
                OutputStream out = to.getOutputStream();
                for (Piece piece = pieces.take(); piece.length > 0; piece = pieces.take()) {
                    TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
                    out.write(piece.bytes, 0, piece.length);
                }
            }
        });
    }

    /** Some bytes, and when they arrive. */
    private static final class Piece {
        final byte[] bytes;
        final int length;
        final long due = System.nanoTime() + ONE_WAY;

        Piece(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void startThread(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException e) {
                return; // the connection has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
