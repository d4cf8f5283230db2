/** Measures parsing and connecting as ratios to the least possible work. See {@code src/jmh/README.md}. */
@NullMarked
package io.github.azuredevopsconnector.benchmarks;

import org.jspecify.annotations.NullMarked;
