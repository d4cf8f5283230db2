package io.github.azuredevopsconnector.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Specifies what the fake keeps of the requests that it received. */
class RecentTest {

    @Test
    void theLastElementsAreKeptInTheirOrder() {
        Recent<Integer> recent = new Recent<>(2);
        recent.add(1);
        assertThat(recent.list()).containsExactly(1);

        recent.add(2);
        recent.add(3);
        assertThat(recent.list()).containsExactly(2, 3);
    }
}
