package io.github.azuredevopsconnector.testing;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import java.util.EnumSet;
import java.util.stream.Stream;

/**
 * The reasons that {@link FakeOrganization#leadsTo(Rejected.Reason)} and {@link
 * FakeOrganization#leadsTo(Inconclusive.Reason)} accept, as arguments for parameterized tests.
 *
 * <p>For example, {@code @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#rejections")} runs a test
 * with every reason for a rejection.
 */
public final class FakeReasons {

    private FakeReasons() {}

    /** {@return every reason for a rejection that answers can lead to, in declaration order} */
    public static Stream<Rejected.Reason> rejections() {
        return EnumSet.complementOf(EnumSet.of(Rejected.Reason.INVALID_ORGANIZATION_URL, Rejected.Reason.INVALID_TOKEN))
                .stream();
    }

    /**
     * {@return every inconclusive reason that answers can lead to, in declaration order} With {@link
     * Inconclusive.Reason#TIMED_OUT}, a call takes as long as the connector's timeout.
     */
    public static Stream<Inconclusive.Reason> inconclusives() {
        return EnumSet.complementOf(EnumSet.of(Inconclusive.Reason.TLS_FAILURE, Inconclusive.Reason.INTERRUPTED))
                .stream();
    }

    /** Returns the most common answer that leads to a reason when every request receives it. */
    static FakeAnswer answerFor(Rejected.Reason reason) {
        switch (reason) {
            case TOKEN_REJECTED:
                return FakeAnswer.UNAUTHORIZED;
            case TOKEN_EXPIRED:
                return FakeAnswer.EXPIRED;
            case NOT_A_MEMBER:
                return FakeAnswer.NOT_A_MEMBER;
            case ACCESS_DENIED:
                return FakeAnswer.FORBIDDEN;
            case CONDITIONAL_ACCESS:
                return FakeAnswer.CONDITIONAL_ACCESS;
            case GLOBAL_TOKEN_PROHIBITED:
                return FakeAnswer.GLOBAL_TOKEN_PROHIBITED;
            case ORGANIZATION_NOT_FOUND:
                return FakeAnswer.NOT_FOUND;
            case ORGANIZATION_DEACTIVATED:
                return FakeAnswer.DEACTIVATED;
            case INVALID_ORGANIZATION_URL:
                throw noAnswerLeadsTo(reason, "connect with input that is not an organization URL");
            case INVALID_TOKEN:
                throw noAnswerLeadsTo(reason, "connect with input that cannot be a token, such as an empty string");
            default:
                throw noAnswerLeadsTo(reason, "use Rejected.of(reason)");
        }
    }

    /** Returns the most common answer that leads to a reason when every request receives it. */
    static FakeAnswer answerFor(Inconclusive.Reason reason) {
        switch (reason) {
            case RATE_LIMITED:
                return FakeAnswer.RATE_LIMITED;
            case SERVICE_UNAVAILABLE:
                return FakeAnswer.UNAVAILABLE;
            case TIMED_OUT:
                return FakeAnswer.SILENT;
            case UNREACHABLE:
                return FakeAnswer.CUT;
            case PROXY_AUTHENTICATION_REQUIRED:
                return FakeAnswer.PROXY_AUTHENTICATION_REQUIRED;
            case UNEXPECTED_RESPONSE:
                return FakeAnswer.CAPTIVE_PORTAL;
            case TLS_FAILURE:
                throw noAnswerLeadsTo(reason, "connect with a client of untrustingHttpClientBuilder()");
            case INTERRUPTED:
                throw noAnswerLeadsTo(reason, "interrupt the thread that waits for connect");
            default:
                throw noAnswerLeadsTo(reason, "use Inconclusive.of(reason)");
        }
    }

    private static IllegalArgumentException noAnswerLeadsTo(Enum<?> reason, String instead) {
        return new IllegalArgumentException("no answer of an organization leads to " + reason + "; " + instead);
    }
}
