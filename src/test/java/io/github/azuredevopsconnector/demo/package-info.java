/** The main job: run it to see what a form gets back. */
@NullMarked
package io.github.azuredevopsconnector.demo;

import org.jspecify.annotations.NullMarked;
