/**
 * Verifies what a person types into a "Connect Azure DevOps" form: an organization URL and a personal access token.
 *
 * <p>The tour, in the order in which the data flows:
 *
 * <ol>
 *   <li>The two strings become values, or a sentence that says what is wrong with them: {@link
 *       io.github.azuredevopsconnector.OrganizationUrl} and {@link
 *       io.github.azuredevopsconnector.PersonalAccessToken}. Either is of use on its own.
 *   <li>{@link io.github.azuredevopsconnector.AzureDevOpsConnector} asks Azure DevOps two questions at once: whom the
 *       token belongs to, and whether it may read projects.
 *   <li>What the two answers mean together is a {@link io.github.azuredevopsconnector.VerificationResult}: Verified,
 *       Rejected or Inconclusive. A fault of the network never reads as a bad token.
 *   <li>A verified result carries an {@link io.github.azuredevopsconnector.AzureDevOpsConnection}: the organization,
 *       the {@link io.github.azuredevopsconnector.AuthenticatedUser}, and requests that are ready to send.
 * </ol>
 *
 * <pre>{@code
 * AzureDevOpsConnector connector = AzureDevOpsConnector.create(); // one for the life of the application
 * String answer = connector
 *         .connect(organizationUrl, personalAccessToken)
 *         .match(
 *                 verified -> "Connected to " + verified.connection().organizationUrl().organization(),
 *                 rejected -> rejected.message(),
 *                 inconclusive -> inconclusive.message());
 * }</pre>
 *
 * <p>Every type is immutable and safe for use by many threads, but for the builder. No method accepts or returns {@code
 * null} unless it says so; passing {@code null} throws {@link java.lang.NullPointerException}.
 */
@NullMarked
package io.github.azuredevopsconnector;

import org.jspecify.annotations.NullMarked;
