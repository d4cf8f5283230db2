/** A program that shows what a form gets back from the library. */
@NullMarked
package io.github.azuredevopsconnector.demo;

import org.jspecify.annotations.NullMarked;
