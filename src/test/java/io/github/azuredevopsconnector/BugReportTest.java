package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.exception;
import static io.github.azuredevopsconnector.Responses.gzip;
import static io.github.azuredevopsconnector.Responses.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays answers and failures from public bug reports of programs that connect to Azure DevOps or through a proxy. */
class BugReportTest {

    private static final String ACTIVITY = "ActivityId: 5a1d3c70-0000-4000-8000-00000000ac71";
    private static final String BASIC = "WWW-Authenticate: Basic realm=\"https://tfsprodweu1.visualstudio.com/\"";

    private static final Answer NAMED =
            response(200, "{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"}}", ACTIVITY);
    private static final Answer NEVER_SIGNED_IN = response(
            401,
            exception(
                    "UnauthorizedRequestException",
                    "TF401444: Please sign-in at least once as 72f00000\\jane@fabrikam.example in a web browser to "
                            + "enable access to the service."),
            BASIC);
    private static final Answer SAML = response(
            302,
            "<html>Object moved</html>",
            "Location: https://login.microsoftonline.com/72f00000/saml2?SAMLRequest=x");
    private static final Answer NOT_FOUND_AT_EDGE = response(
            404,
            "<!DOCTYPE html><html><head><title>Azure Static Web Apps - 404: Not found</title></head></html>",
            "Content-Type: text/html",
            "X-MSEdge-Ref: Ref A: 0 Ref B: PRG01EDGE0000");
    private static final Answer BLOCKED_AT_EDGE =
            response(403, "<html><body>The request is blocked.</body></html>", "X-MSEdge-Ref: Ref A: 0");
    private static final Answer NO_PERMISSION = response(
            403,
            exception(
                    "AccessCheckException",
                    "TF50309: The following account does not have sufficient permissions to complete the operation: x"),
            ACTIVITY);

    static Arguments[] reports() {
        return new Arguments[] {
            report(
                    "two public suites, TF401444",
                    NEVER_SIGNED_IN,
                    NEVER_SIGNED_IN,
                    "NOT_A_MEMBER",
                    "once in a browser"),
            report("MicrosoftDocs/azure-docs#83207", SAML, SAML, "UNEXPECTED_RESPONSE", "a proxy in between"),
            report("yuezk/gp-saml-gui#31", SAML, SAML, "UNEXPECTED_RESPONSE", "sign-in page"),
            report(
                    "Azure/static-web-apps#774, 404",
                    NOT_FOUND_AT_EDGE,
                    NOT_FOUND_AT_EDGE,
                    "UNEXPECTED_RESPONSE",
                    "a proxy in between"),
            report(
                    "Azure/static-web-apps#774, 403",
                    BLOCKED_AT_EDGE,
                    BLOCKED_AT_EDGE,
                    "UNEXPECTED_RESPONSE",
                    "a proxy in between"),
            report("microsoft/AzureDevOpsDemoGenerator#577", NAMED, NO_PERMISSION, "ACCESS_DENIED", "administrator"),
            inspected("429", 429, "RATE_LIMITED"),
            inspected("503", 503, "SERVICE_UNAVAILABLE"),
            inspected("511", 511, "UNEXPECTED_RESPONSE"),
            refusedByProxy("Azure/azure-cli#14812", 403),
            refusedByProxy("microsoft/azure-pipelines-tasks#9102", 504),
            withoutTls(
                    "adoptium/infrastructure#1435",
                    new SSLHandshakeException("PKIX path validation failed")
                            .initCause(new CertificateNotYetValidException()),
                    "Check the date and time of the machine"),
            withoutTls(
                    "openjdk-docker#74",
                    new SSLException(
                            "Unhandled exception",
                            new InvalidAlgorithmParameterException("the trustAnchors parameter must be non-empty")),
                    "The trust store of the Java runtime is empty"),
            withoutTls(
                    "openssl/openssl#14771",
                    new SSLHandshakeException("Received fatal alert: handshake_failure"),
                    "no TLS version or cipher in common"),
            withoutTls(
                    "microsoft/azure-pipelines-agent#2857",
                    new SSLHandshakeException("Received fatal alert: protocol_version"),
                    "no TLS version or cipher in common"),
            report(
                    "Ecwid/ecwid-mailchimp#33",
                    response(
                            200,
                            gzip("{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"}}"),
                            "Content-Encoding: gzip"),
                    response(200, gzip("{\"count\":1,\"value\":[{}]}"), "Content-Encoding: gzip"),
                    "VERIFIED",
                    "Connected")
        };
    }

    /** The answers come from a proxy that inspects TLS (nkdAgility/azure-devops-migration-tools#1097). */
    private static Arguments inspected(String page, int status, String verdict) {
        Answer answer = response(status, "<html><title>" + page + "</title></html>", "Server: proxy");
        return report(
                "nkdAgility/azure-devops-migration-tools#1097, " + page,
                answer,
                answer,
                verdict,
                "Azure DevOps, or a proxy in between");
    }

    private static Arguments refusedByProxy(String source, int status) {
        Answer answer = Answer.failure(new IOException("Tunnel failed, got: " + status));
        return report(source, answer, answer, "UNREACHABLE", "The proxy refused to connect to dev.azure.com.");
    }

    /** {@link ConnectTlsTest} has handshakes that fail in these ways. */
    private static Arguments withoutTls(String source, Throwable failure, String words) {
        Answer answer = Answer.failure(failure);
        return report(source, answer, answer, "TLS_FAILURE", words);
    }

    private static Arguments report(String source, Answer who, Answer projects, String verdict, String words) {
        return Arguments.of(source, who, projects, verdict, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void theAnswersOfABugReportLeadToTheRightVerdict(
            String source, Answer who, Answer projects, String verdict, String words) {
        VerificationResult result =
                Findings.judge(AnswerReader.read(Probe.CALLER, who), AnswerReader.read(Findings.PROJECTS, projects));

        assertThat(Verdicts.verdictOf(result)).as(source).isEqualTo(verdict);
        assertThat(result.message()).contains(words);
    }
}
