/**
 * Verifies what a person types into a "Connect Azure DevOps" form: an organization URL and a personal access token.
 *
 * <p>The tour, in the order in which the data flows:
 *
 * <ol>
 *   <li>The two strings become values, or a sentence that says what is wrong with them: {@link
 *       io.github.azuredevopsconnector.OrganizationUrl} and {@link
 *       io.github.azuredevopsconnector.PersonalAccessToken}. Each is useful on its own.
 *   <li>{@link io.github.azuredevopsconnector.AzureDevOpsConnector} asks Azure DevOps who owns the token, and whether it
 *       has each {@link io.github.azuredevopsconnector.TokenScope} that the application needs.
 *   <li>The answers together make a {@link io.github.azuredevopsconnector.VerificationResult}: {@link
 *       io.github.azuredevopsconnector.Verified}, {@link io.github.azuredevopsconnector.Rejected} or {@link
 *       io.github.azuredevopsconnector.Inconclusive}. An unplugged cable or a proxy's error page is never reported as a
 *       bad token.
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
 * <p>Every type but the builder is immutable and safe for use by many threads. A method accepts or returns {@code null}
 * only if it says so; passing {@code null} elsewhere throws {@link java.lang.NullPointerException}.
 */
// The tour of all types. Data flows down, and a file names only types of its own step and of those above it.
//
//   strings    OrganizationUrl  UrlPath  PersonalAccessToken  TokenShape  PastedText  AsciiSet  Guid  Constructed
//              InvalidOrganizationUrlException  InvalidPersonalAccessTokenException
//   requests   TokenScope  Probe (the caller's, and one for each scope)  Probes (of a connector)  RequestTemplate
//              HelpPage
//   answers    Exchange (one request: the only I/O)  BoundedBody  Answer  CauseChain  Transport (which client sends)
//              LibraryThreads
//   findings   AnswerReader (its rules: a list, one line each)  Response  ErrorText  Body  JsonMembers  FailureReader
//              Finding (the only place with wire facts)
//   result     VerdictTable (what the findings mean together)  VerificationResult  Verified  Rejected  Inconclusive
//              Diagnostics  VerificationException  AzureDevOpsConnection  AuthenticatedUser
//   together   AzureDevOpsConnector  Attempt  WarmUp
//
// Any step may use the values of the step "result": a finding has a public reason, and names the user.
@NullMarked
package io.github.azuredevopsconnector;

import org.jspecify.annotations.NullMarked;
