/**
 * A fake Azure DevOps for tests of applications that connect. Begin with {@link
 * io.github.azuredevopsconnector.testing.FakeAzureDevOps}.
 *
 * <p>The fake needs MockWebServer at run time ({@code com.squareup.okhttp3:mockwebserver3} and {@code
 * com.squareup.okhttp3:okhttp-tls}). No method accepts or returns {@code null}. Passing {@code null} throws {@link
 * java.lang.NullPointerException}. See <a
 * href="https://azuredevopsconnector.github.io/azure-devops-connector/testing.html">Testing</a> in the guide.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.azuredevopsconnector.testing;

import org.jspecify.annotations.NullMarked;
