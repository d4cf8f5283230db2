/**
 * A fake Azure DevOps on loopback, for tests of code that connects: {@link
 * io.github.azuredevopsconnector.testing.FakeAzureDevOps}.
 *
 * <p>It needs MockWebServer at run time ({@code com.squareup.okhttp3}, {@code mockwebserver3} and {@code okhttp-tls}).
 * No method accepts or returns {@code null}.
 */
@NullMarked
package io.github.azuredevopsconnector.testing;

import org.jspecify.annotations.NullMarked;
