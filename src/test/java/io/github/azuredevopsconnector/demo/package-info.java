/** The main job, to look at. */
@NullMarked
package io.github.azuredevopsconnector.demo;

import org.jspecify.annotations.NullMarked;
