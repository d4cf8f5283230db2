/**
 * The connect form as a page, to try and to copy from. {@code Html} escapes, {@code FormContent} decides what to show
 * for a result, {@code FormPage} lays it out, {@code Session} accepts a form once, and {@code FormServer} serves it.
 */
@NullMarked
package io.github.azuredevopsconnector.form;

import org.jspecify.annotations.NullMarked;
