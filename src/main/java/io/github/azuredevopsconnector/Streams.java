package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Hands out the streams of a client's HTTP/2 connection, in the order in which they were asked for.
 *
 * <p>The JDK's client opens one connection to a host and fails the requests that find no stream free on it. Its API
 * does not show the server's limit or the number of streams in use. So this class guesses the limit, lowers it when the
 * client refuses a request, and raises it again as requests end.
 */
final class Streams {

    /** What the JDK assumes until the server says otherwise, and the least that RFC 9113 section 6.5.2 recommends. */
    private static final int USUAL_LIMIT = 100;

    /** When to ask again while other work of the application holds all streams: there is no event to wait for. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Delivery delivery;
    private final TreeMap<Long, Turn> waiting = new TreeMap<>();
    private long asked;
    private int limit = USUAL_LIMIT;
    private int taken;
    private int returned;
    private boolean unlimited;
    private boolean paused;
    private int generation;

    Streams(Delivery delivery) {
        this.delivery = delivery;
    }

    /** Returns a turn for a task. The turn takes no place before it {@linkplain Turn#ask asks}. */
    Turn turn(Runnable task) {
        return new Turn(task);
    }

    /** Sets whether each request has a connection of its own, as over HTTP/1.1: then no request waits. */
    void setUnlimited(boolean unlimited) {
        synchronized (this) {
            if (this.unlimited == unlimited) {
                return;
            }
            this.unlimited = unlimited;
        }
        handOut();
    }

    /** Forgets the streams of a client that was replaced. */
    void reset() {
        synchronized (this) {
            generation++;
            limit = USUAL_LIMIT;
            taken = 0;
            unlimited = false;
        }
        handOut();
    }

    /** Runs the tasks for which there are streams, without the lock: if no thread can be made, they run on this one. */
    private void handOut() {
        List<Turn> next = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && !paused && (unlimited || taken < limit)) {
                Turn turn = waiting.pollFirstEntry().getValue();
                turn.generation = generation;
                turn.held = true;
                taken++;
                next.add(turn);
            }
        }
        next.forEach(turn -> delivery.execute(turn.task));
    }

    private void endPause() {
        synchronized (this) {
            paused = false;
        }
        handOut();
    }

    /** A place in the queue, then a stream. */
    final class Turn {
        private final Runnable task;
        private long number;
        private int generation;
        private boolean held;
        private boolean ended;

        private Turn(Runnable task) {
            this.task = task;
        }

        /** Runs the task when there is a stream for it. */
        void ask() {
            synchronized (Streams.this) {
                number = asked++;
                waiting.put(number, this);
            }
            handOut();
        }

        /** Gives the place or the stream to the next. */
        void end() {
            synchronized (Streams.this) {
                ended = true;
                waiting.remove(number);
                if (release() && limit < USUAL_LIMIT && ++returned >= limit) {
                    limit++;
                    returned = 0;
                }
            }
            handOut();
        }

        /** Takes the place in the queue again, because the client had no stream after all. */
        void refuse() {
            synchronized (Streams.this) {
                unlimited = false; // a client that refuses a request uses HTTP/2
                if (release()) {
                    limit = Math.max(1, taken);
                    returned = 0;
                    if (taken == 0 && !paused) {
                        paused = true;
                        delivery.executeAfter(PAUSE, Streams.this::endPause);
                    }
                }
                if (!ended) { // the deadline may have come first
                    waiting.put(number, this);
                }
            }
            handOut();
        }

        /** Gives back the stream, and returns whether it was one of the client in use. */
        private boolean release() {
            boolean counts = held && generation == Streams.this.generation;
            held = false;
            if (counts) {
                taken--;
            }
            return counts;
        }
    }
}
