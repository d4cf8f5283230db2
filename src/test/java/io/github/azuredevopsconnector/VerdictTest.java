package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Meaning;
import io.github.azuredevopsconnector.VerificationResult.Inconclusive;
import io.github.azuredevopsconnector.VerificationResult.Rejected;
import io.github.azuredevopsconnector.VerificationResult.Verified;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any two findings mean together: all pairs, marked or not. */
@Tag("unusual-environment")
class VerdictTest {

    /**
     * A row for each meaning of connection data, a column for each meaning of projects, in the order of {@link
     * Meaning}; PROJECTS has a second column, for those that name no user. A cell has the verdict, and whether it rests
     * on (c)onnection data, (p)rojects or (b)oth.
     */
    private static final String[] TABLE = {
        "NAMED_USER                    UXp UXp VEc VEc EXp GLp CAp DEp NMp ADp MSp MSp MSp UXp UXp RLp SUp TOp URp TLp PXp UXp",
        "ANONYMOUS_USER                TRc TRc TRc TRc EXp GLp CAp DEp NMp ADp TRc TRc TRc TRc TRc TRc TRc TRc TRc TRc TRc TRc",
        "PROJECTS                      UXc UXc UXc UXc EXp GLp CAp DEp NMp ADp UXc UXc UXc UXc UXc RLp SUp TOp URp TLp PXp UXc",
        "EXPIRED                       EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc EXc",
        "GLOBAL_TOKEN_PROHIBITED       GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc GLc",
        "CONDITIONAL_ACCESS            CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc CAc",
        "ORGANIZATION_DEACTIVATED      DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc DEc",
        "NOT_A_MEMBER                  NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc NMc",
        "PERMISSION_MISSING            ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc ADc",
        "UNAUTHORIZED                  UXc UXc VEp UXc EXp GLp CAp DEp NMp ADp TRc TRc UXc UXc UXc RLp SUp TOp URp TLp PXp UXc",
        "SIGN_IN                       UXc UXc UXc UXc EXp GLp CAp DEp NMp ADp TRc TRc UXc UXc UXc RLp SUp TOp URp TLp PXp UXc",
        "FORBIDDEN                     UXc UXc VEp UXc EXp GLp CAp DEp NMp ADp UXc UXc ADc UXc UXc RLp SUp TOp URp TLp PXp UXc",
        "NOT_FOUND                     UXc UXc VEp UXc EXp GLp CAp DEp NMp ADp TRb TRb UXc NFb UXc RLp SUp TOp URp TLp PXp UXc",
        "BAD_REQUEST                   UXc UXc VEp UXc EXp GLp CAp DEp NMp ADp UXc UXc UXc UXc UXc RLp SUp TOp URp TLp PXp UXc",
        "THROTTLED                     RLc RLc RLc RLc EXp GLp CAp DEp NMp ADp RLc RLc RLc RLc RLc RLc RLc RLc RLc RLc RLc RLc",
        "UNAVAILABLE                   SUc SUc SUc SUc EXp GLp CAp DEp NMp ADp SUc SUc SUc SUc SUc RLp SUc SUc SUc SUc SUc SUc",
        "TIMED_OUT                     TOc TOc TOc TOc EXp GLp CAp DEp NMp ADp TOc TOc TOc TOc TOc RLp SUp TOp URp TLp PXp TOc",
        "UNREACHABLE                   URc URc URc URc EXp GLp CAp DEp NMp ADp URc URc URc URc URc RLp SUp URc URc URc URc URc",
        "TLS_FAILURE                   TLc TLc TLc TLc EXp GLp CAp DEp NMp ADp TLc TLc TLc TLc TLc RLp SUp TLc TLc TLc TLc TLc",
        "PROXY_AUTHENTICATION_REQUIRED PXc PXc PXc PXc EXp GLp CAp DEp NMp ADp PXc PXc PXc PXc PXc RLp SUp PXc PXc PXc PXc PXc",
        "UNEXPECTED                    UXc UXc UXc UXc EXp GLp CAp DEp NMp ADp UXc UXc UXc UXc UXc RLp SUp TOp URp TLp PXp UXc"
    };

    private static final Map<String, String> VERDICTS = Map.ofEntries(
            Map.entry("VE", "VERIFIED"),
            Map.entry("EX", "TOKEN_EXPIRED"),
            Map.entry("GL", "GLOBAL_TOKEN_PROHIBITED"),
            Map.entry("CA", "CONDITIONAL_ACCESS"),
            Map.entry("DE", "ORGANIZATION_DEACTIVATED"),
            Map.entry("NM", "NOT_A_MEMBER"),
            Map.entry("AD", "ACCESS_DENIED"),
            Map.entry("TR", "TOKEN_REJECTED"),
            Map.entry("MS", "MISSING_SCOPE"),
            Map.entry("NF", "ORGANIZATION_NOT_FOUND"),
            Map.entry("RL", "RATE_LIMITED"),
            Map.entry("SU", "SERVICE_UNAVAILABLE"),
            Map.entry("TO", "TIMED_OUT"),
            Map.entry("UR", "UNREACHABLE"),
            Map.entry("TL", "TLS_FAILURE"),
            Map.entry("PX", "PROXY_AUTHENTICATION_REQUIRED"),
            Map.entry("UX", "UNEXPECTED_RESPONSE"));

    /** These come of exchanges without a response. */
    private static final Set<Meaning> FAILURES =
            EnumSet.of(Meaning.TIMED_OUT, Meaning.UNREACHABLE, Meaning.TLS_FAILURE);

    private static final UUID ORGANIZATION_ID = new UUID(0, 7);
    private static final RequestTemplate REQUEST = new RequestTemplate(
            OrganizationUrl.ofOrganization("contoso"), PersonalAccessToken.of("secret"), "Fabrikam/1.0");

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String row : TABLE) {
            Iterator<String> cells = Arrays.asList(row.split(" +")).iterator();
            Meaning connectionData = Meaning.valueOf(cells.next());
            for (Meaning projects : Meaning.values()) {
                pairs.add(new Pair(connectionData, projects, true, cells.next()));
                if (projects == Meaning.PROJECTS) {
                    pairs.add(new Pair(connectionData, projects, false, cells.next()));
                }
            }
            assertThat(cells).isExhausted();
        }
        return pairs;
    }

    @Test
    void theTableHasEveryMeaning() {
        assertThat(pairs()).extracting(pair -> pair.connectionData).contains(Meaning.values());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyPairOfMeaningsHasItsVerdict(Pair pair) {
        assertVerdict(pair, true, true);
        assertVerdict(pair, true, false);
        assertVerdict(pair, false, true);
        assertVerdict(pair, false, false);
    }

    private static void assertVerdict(Pair pair, boolean connectionDataMarked, boolean projectsMarked) {
        Finding c = finding(pair.connectionData, connectionDataMarked, "c", 201, 10);
        if (pair.connectionData == Meaning.NAMED_USER) {
            c = c.naming(user("c"), ORGANIZATION_ID);
        }
        Finding p = finding(pair.projects, projectsMarked, "p", 202, 20);
        if (pair.projectsNameUser) {
            p = p.naming(user("p"), null);
        }
        Finding basis = pair.basis == 'p' ? p : c;

        VerificationResult result = Verdict.of(c, p, REQUEST);

        boolean enoughMarks = (pair.basis == 'p' || connectionDataMarked) && (pair.basis == 'c' || projectsMarked);
        assertThat(VerdictTableTest.verdictOf(result))
                .isEqualTo(pair.isRejection() && !enoughMarks ? "UNEXPECTED_RESPONSE" : pair.verdict);
        assertThat(result.isRejected()).isEqualTo(pair.isRejection() && enoughMarks);
        if (result instanceof Verified) {
            AzureDevOpsConnection connection = ((Verified) result).connection();
            assertThat(connection.user()).isEqualTo(user(String.valueOf(pair.basis)));
            assertThat(connection.organizationUrl()).isEqualTo(REQUEST.organizationUrl());
            if (pair.basis == 'c') {
                assertThat(connection.organizationId()).contains(ORGANIZATION_ID);
            } else {
                assertThat(connection.organizationId()).isEmpty();
            }
        } else if (result instanceof Rejected) {
            assertThat(((Rejected) result).httpStatus()).isEqualTo(basis.httpStatus());
            assertThat(((Rejected) result).activityId()).isEqualTo(basis.activityId());
        } else {
            assertThat(((Inconclusive) result).httpStatus()).isEqualTo(basis.httpStatus());
            assertThat(((Inconclusive) result).activityId()).isEqualTo(basis.activityId());
            assertThat(((Inconclusive) result).cause()).isEqualTo(basis.cause());
            boolean waits = pair.verdict.equals("RATE_LIMITED") || pair.verdict.equals("SERVICE_UNAVAILABLE");
            if (waits) {
                assertThat(((Inconclusive) result).retryAfter())
                        .contains(Duration.ofSeconds(FAILURES.contains(pair.projects) ? 10 : 20));
            } else {
                assertThat(((Inconclusive) result).retryAfter()).isEmpty();
            }
        }
    }

    @Test
    void ofTwoWaitsTheLongerCounts() {
        assertThat(waitOf(30, 5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(waitOf(5, 30)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anAnswerSettlesTheVerdictIfTheOtherCouldAddLittle() {
        Set<Meaning> settling = EnumSet.noneOf(Meaning.class);
        for (Meaning meaning : Meaning.values()) {
            if (Verdict.isSettledBy(meaning)) {
                settling.add(meaning);
            }
        }

        assertThat(settling)
                .containsExactly(
                        Meaning.ANONYMOUS_USER,
                        Meaning.EXPIRED,
                        Meaning.GLOBAL_TOKEN_PROHIBITED,
                        Meaning.CONDITIONAL_ACCESS,
                        Meaning.ORGANIZATION_DEACTIVATED,
                        Meaning.NOT_A_MEMBER,
                        Meaning.PERMISSION_MISSING);
    }

    private static Duration waitOf(int connectionData, int projects) {
        VerificationResult result = Verdict.of(
                finding(Meaning.UNAVAILABLE, true, "c", 503, connectionData),
                finding(Meaning.THROTTLED, true, "p", 429, projects),
                REQUEST);
        return ((Inconclusive) result).retryAfter().orElseThrow();
    }

    private static Finding finding(Meaning meaning, boolean marked, String activityId, int status, int retryAfter) {
        return FAILURES.contains(meaning)
                ? Finding.ofFailure(meaning, new IOException(activityId))
                : Finding.ofResponse(meaning, marked, status, activityId, Duration.ofSeconds(retryAfter));
    }

    private static AuthenticatedUser user(String name) {
        return new AuthenticatedUser(new UUID(0, 1), name, null);
    }

    /** Two meanings, and what they mean together if both answers are marked. */
    static final class Pair {
        final Meaning connectionData;
        final Meaning projects;
        final boolean projectsNameUser;
        final String verdict;
        final char basis;

        Pair(Meaning connectionData, Meaning projects, boolean projectsNameUser, String cell) {
            this.connectionData = connectionData;
            this.projects = projects;
            this.projectsNameUser = projectsNameUser && projects == Meaning.PROJECTS;
            this.verdict = Objects.requireNonNull(VERDICTS.get(cell.substring(0, 2)));
            this.basis = cell.charAt(2);
        }

        boolean isRejection() {
            for (Rejected.Reason reason : Rejected.Reason.values()) {
                if (reason.name().equals(verdict)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return connectionData + ", " + projects + (projectsNameUser ? " with a user" : "");
        }
    }
}
