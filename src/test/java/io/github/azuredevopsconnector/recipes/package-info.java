/** The recipes of the guide and the code of the README: they compile and run here, and one test reads all documents. */
@NullMarked
package io.github.azuredevopsconnector.recipes;

import org.jspecify.annotations.NullMarked;
