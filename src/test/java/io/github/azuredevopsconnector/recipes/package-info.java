/** The recipes of the guide and the code of the README, with their tests. One test reads all documents. */
@NullMarked
package io.github.azuredevopsconnector.recipes;

import org.jspecify.annotations.NullMarked;
