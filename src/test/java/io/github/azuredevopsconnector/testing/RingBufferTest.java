package io.github.azuredevopsconnector.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Specifies which elements a ring buffer keeps. */
class RingBufferTest {

    @Test
    void theLastElementsAreKeptInTheirOrder() {
        RingBuffer<Integer> buffer = new RingBuffer<>(2);
        buffer.add(1);
        assertThat(buffer.list()).containsExactly(1);

        buffer.add(2);
        buffer.add(3);
        assertThat(buffer.list()).containsExactly(2, 3);
    }
}
