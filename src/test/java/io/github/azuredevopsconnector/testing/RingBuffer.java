package io.github.azuredevopsconnector.testing;

import java.util.ArrayDeque;
import java.util.List;

/** Keeps the last elements, so that a load test does not fill the memory. */
final class RingBuffer<E> {

    private final int limit;
    private final ArrayDeque<E> elements = new ArrayDeque<>();

    RingBuffer(int limit) {
        this.limit = limit;
    }

    synchronized void add(E element) {
        if (elements.size() == limit) {
            elements.removeFirst();
        }
        elements.addLast(element);
    }

    /** Returns the elements in the order in which they were added. */
    synchronized List<E> list() {
        return List.copyOf(elements);
    }
}
