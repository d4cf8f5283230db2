package io.github.azuredevopsconnector.testing;

/**
 * How an organization answers both questions, and so what a connect comes to. Where the service is known to say one
 * thing in several ways, {@link FakeAnswer} has the others.
 *
 * <p>Three verdicts need no organization: TLS_FAILURE comes of {@link FakeAzureDevOps#untrustingHttpClientBuilder()},
 * UNREACHABLE also of a fake that was {@linkplain FakeAzureDevOps#close() closed}, and INTERRUPTED of interrupting the
 * thread that connects.
 */
public enum FakeBehavior {
    /** Accepts the right token, and refuses any other. Verified, or Rejected: TOKEN_REJECTED. */
    NORMAL(FakeAnswer.OK),
    /** Verified, from the projects' answer alone: connection data are gone. */
    WITHOUT_CONNECTION_DATA(FakeAnswer.NOT_FOUND, FakeAnswer.OK),
    /** Verified, though near the rate limit. */
    NEAR_RATE_LIMIT(FakeAnswer.OK_NEAR_RATE_LIMIT),

    /** Rejected: TOKEN_REJECTED. */
    TOKEN_REJECTED(FakeAnswer.UNAUTHORIZED),
    /** Rejected: TOKEN_REJECTED, though both answers have status 200: the organization has public projects. */
    TOKEN_REJECTED_BY_PUBLIC_ORGANIZATION(FakeAnswer.ANONYMOUS),
    /** Rejected: TOKEN_REJECTED, by a redirect to the sign-in page. */
    TOKEN_REJECTED_BY_REDIRECT(FakeAnswer.SIGN_IN_REDIRECT),
    /** Rejected: TOKEN_REJECTED, by the sign-in page. */
    TOKEN_REJECTED_BY_SIGN_IN_PAGE(FakeAnswer.SIGN_IN_PAGE),
    /** Rejected: TOKEN_EXPIRED. */
    TOKEN_EXPIRED(FakeAnswer.EXPIRED),
    /** Rejected: MISSING_SCOPE. */
    MISSING_SCOPE(FakeAnswer.OK, FakeAnswer.UNAUTHORIZED),
    /** Rejected: NOT_A_MEMBER. */
    NOT_A_MEMBER(FakeAnswer.NOT_A_MEMBER),
    /** Rejected: ACCESS_DENIED. */
    ACCESS_DENIED(FakeAnswer.FORBIDDEN),
    /** Rejected: ACCESS_DENIED, for want of a named permission. */
    PERMISSION_MISSING(FakeAnswer.OK, FakeAnswer.PERMISSION_MISSING),
    /** Rejected: CONDITIONAL_ACCESS. */
    CONDITIONAL_ACCESS(FakeAnswer.CONDITIONAL_ACCESS),
    /** Rejected: GLOBAL_TOKEN_PROHIBITED. */
    GLOBAL_TOKEN_PROHIBITED(FakeAnswer.GLOBAL_TOKEN_PROHIBITED),
    /** Rejected: ORGANIZATION_NOT_FOUND. */
    ORGANIZATION_NOT_FOUND(FakeAnswer.NOT_FOUND),
    /** Rejected: ORGANIZATION_DEACTIVATED. */
    ORGANIZATION_DEACTIVATED(FakeAnswer.DEACTIVATED),

    /** Inconclusive: RATE_LIMITED, for 30 seconds. */
    RATE_LIMITED(FakeAnswer.RATE_LIMITED),
    /** Inconclusive: SERVICE_UNAVAILABLE. */
    SERVICE_UNAVAILABLE(FakeAnswer.UNAVAILABLE),
    /** Inconclusive: TIMED_OUT, as soon as the connector's timeout is over. */
    SILENT(FakeAnswer.SILENT),
    /** Inconclusive: TIMED_OUT, as soon as the connector's timeout is over: the headers come, the body does not. */
    STALLED(FakeAnswer.STALLED),
    /** Inconclusive: UNREACHABLE: the connection is cut. */
    CONNECTION_CUT(FakeAnswer.CUT),
    /** Inconclusive: PROXY_AUTHENTICATION_REQUIRED. */
    PROXY_AUTHENTICATION_REQUIRED(FakeAnswer.PROXY_AUTHENTICATION_REQUIRED),
    /** Inconclusive: UNEXPECTED_RESPONSE: a network asks for a sign-in of its own. */
    CAPTIVE_PORTAL(FakeAnswer.CAPTIVE_PORTAL),
    /** Inconclusive: UNEXPECTED_RESPONSE: a proxy's own refusal, which says nothing about the token. */
    BLOCKED_BY_FILTER(FakeAnswer.FILTER_PAGE);

    private final FakeAnswer connectionData;
    private final FakeAnswer projects;

    FakeBehavior(FakeAnswer both) {
        this(both, both);
    }

    FakeBehavior(FakeAnswer connectionData, FakeAnswer projects) {
        this.connectionData = connectionData;
        this.projects = projects;
    }

    /** {@return the answer to the question for connection data} */
    public FakeAnswer connectionData() {
        return connectionData;
    }

    /** {@return the answer to the question for projects} */
    public FakeAnswer projects() {
        return projects;
    }
}
