/** What connecting and parsing cost, as ratios to the least that anybody could do; see {@code src/jmh/README.md}. */
@NullMarked
package io.github.azuredevopsconnector.benchmarks;

import org.jspecify.annotations.NullMarked;
