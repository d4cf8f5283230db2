/**
 * Verifies what a user enters in a "Connect Azure DevOps" form: an organization URL and a personal access token.
 *
 * <p>The types, in the order in which data flows through them:
 *
 * <ol>
 *   <li>{@link io.github.azuredevopsconnector.OrganizationUrl} and {@link
 *       io.github.azuredevopsconnector.PersonalAccessToken} parse the two strings. If a string is malformed, the
 *       message of their exception tells the user what is wrong. You can use both types on their own.
 *   <li>{@link io.github.azuredevopsconnector.AzureDevOpsConnector} asks Azure DevOps who owns the token, and whether
 *       it has each {@link io.github.azuredevopsconnector.TokenScope} that the application needs.
 *   <li>The responses together lead to a {@link io.github.azuredevopsconnector.VerificationResult}: {@link
 *       io.github.azuredevopsconnector.Verified}, {@link io.github.azuredevopsconnector.Rejected} or {@link
 *       io.github.azuredevopsconnector.Inconclusive}. An unplugged cable or a proxy's error page is never reported as a
 *       bad token.
 *   <li>A verified result contains an {@link io.github.azuredevopsconnector.AzureDevOpsConnection}. It names the
 *       organization and the {@link io.github.azuredevopsconnector.AuthenticatedUser}, and creates requests that are
 *       ready to send.
 * </ol>
 *
 * <pre>{@code
 * AzureDevOpsConnector connector = AzureDevOpsConnector.create(); // one for the life of the application
 * String message = connector
 *         .connect(organizationUrl, personalAccessToken)
 *         .match(
 *                 verified -> "Connected to " + verified.connection().organizationUrl().organization(),
 *                 rejected -> rejected.message(),
 *                 inconclusive -> inconclusive.message());
 * }</pre>
 *
 * <p>Every type except the builder is immutable and thread-safe. No method accepts {@code null} or returns it, unless
 * its documentation says so. Passing {@code null} throws {@link java.lang.NullPointerException}.
 *
 * <p>The <a href="https://azuredevopsconnector.github.io/azure-devops-connector/">guide</a> describes forms, outcomes,
 * scopes, storage, tests, networks and security.
 *
 * @since 0.1.0
 */
// All types, by step. Data flows down. A type depends only on types of its own step and of the steps above it, and on
// the values of the step "result", because a finding has a public reason and names the user. Only the step "findings"
// knows the status codes, headers and JSON of the service's answers.
//
//   strings    OrganizationUrl  UrlPath  PersonalAccessToken  TokenShape  PastedText  AsciiSet  Constructed
//              InvalidOrganizationUrlException  InvalidPersonalAccessTokenException
//   requests   TokenScope  Probe (for the token's owner, and for each scope)  Probes (of a connector)  RequestTemplate
//   answers    Exchange (one request: the only I/O)  BoundedBody  Answer  CauseChain  Transport (which client sends)
//              LibraryThreads
//   findings   AnswerReader (a list of rules, one line each)  Response  ErrorText  Body  JsonMembers  FailureReader
//              Finding  Diagnostics (what one answer means)
//   result     VerdictTable (what the findings mean together)  VerificationResult  Verified  Rejected  Inconclusive
//              VerificationException  AzureDevOpsConnection  AuthenticatedUser
//   together   AzureDevOpsConnector  Attempt  WarmUp
@NullMarked
package io.github.azuredevopsconnector;

import org.jspecify.annotations.NullMarked;
