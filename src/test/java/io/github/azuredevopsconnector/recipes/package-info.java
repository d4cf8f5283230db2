/** Recipes of README.md, which compile and run here. */
@NullMarked
package io.github.azuredevopsconnector.recipes;

import org.jspecify.annotations.NullMarked;
