/** Measures parsing and connecting as ratios to a baseline that uses only the JDK. See {@code src/jmh/README.md}. */
@NullMarked
package io.github.azuredevopsconnector.benchmarks;

import org.jspecify.annotations.NullMarked;
