package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.Rejected.Concern;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Compares a usual check with the library, and the figures in the README with what both say. */
@Tag("network")
class UsualCheckTest {

    /** Long enough for every answer that comes, even on a busy computer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration HASTE = Duration.ofSeconds(2);

    private static final String OF_ALL = " of " + FakeAnswer.values().length + " answers";
    private static final String README = JavaBlock.read(Path.of("README.md"));

    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final HttpClient CLIENT = FAKE.httpClient();

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static final List<Comparison> COMPARISONS = new ArrayList<>();

    /** Sends one request and reads its status. */
    private static String usualCheck(FakeOrganization organization, Duration timeout) throws InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((":" + FAKE.token()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(organization.url() + "/_apis/projects?api-version=7.1"))
                .header("Authorization", "Basic " + credentials)
                .timeout(timeout)
                .build();
        try {
            int status = CLIENT.send(request, BodyHandlers.ofString()).statusCode();
            if (status / 100 == 2) {
                return "connected";
            }
            if (status == 401 || status == 403) {
                return "bad token";
            }
            return status == 404 ? "no such organization" : "error " + status;
        } catch (IOException e) {
            return "unreachable";
        }
    }

    /** The checks that time out come last, when the computer is not busy with the others. */
    @BeforeAll
    static void check() {
        check(answer -> !answer.hangs(), PATIENCE);
        check(FakeAnswer::hangs, HASTE);
    }

    private static void check(Predicate<FakeAnswer> which, Duration timeout) {
        AzureDevOpsConnector connector =
                FAKE.connectorBuilder().httpClient(CLIENT).timeout(timeout).build();
        List<Supplier<Comparison>> running = new ArrayList<>();
        for (FakeAnswer answer : FakeAnswer.values()) {
            if (which.test(answer)) {
                FakeOrganization organization =
                        FAKE.organization(answer.name().replace("_", "")).answers(answer);
                Future<String> usual = THREADS.submit(() -> usualCheck(organization, timeout));
                CompletableFuture<VerificationResult> result = connector.connectAsync(organization.url(), FAKE.token());
                running.add(() -> new Comparison(answer, result.join(), endOf(usual, timeout)));
            }
        }
        running.forEach(comparison -> COMPARISONS.add(comparison.get()));
    }

    private static String endOf(Future<String> check, Duration limit) {
        try {
            return check.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "no end";
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theReadmeCountsHowOftenTheUsualCheckWronglySaysConnected() {
        long wrong = wrong("connected", VerificationResult::isVerified);

        assertThat(README).contains("“connected”, for " + wrong + OF_ALL);
    }

    @Test
    void theReadmeCountsHowOftenTheUsualCheckWronglyBlamesTheToken() {
        long wrong = wrong("bad token", UsualCheckTest::isAboutTheToken);

        assertThat(README).contains("“bad token”, for " + wrong + OF_ALL);
    }

    @Test
    void theReadmeCountsHowOftenTheUsualCheckWronglyFindsNoOrganization() {
        long wrong = wrong(
                "no such organization",
                result -> reasonOf(result).equals(Rejected.Reason.ORGANIZATION_NOT_FOUND.name()));

        assertThat(README).contains("“no such organization”, for " + wrong + OF_ALL);
    }

    /** Up to Java 25, the timeout of a request does not cover the body. Later versions were not tried. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_25)
    void theTimeoutOfTheUsualCheckDoesNotEndABodyThatStalls() {
        assertThat(COMPARISONS)
                .filteredOn(comparison -> comparison.usual.equals("no end"))
                .extracting(comparison -> comparison.answer + " " + reasonOf(comparison.result))
                .containsExactly("STALLED TIMED_OUT");
    }

    @Test
    void theUsualCheckDoesNotSeeAMissingScope() throws Exception {
        FakeOrganization organization = FAKE.organization("contoso").lacks(TokenScope.CODE_READ);
        AzureDevOpsConnector connector =
                FAKE.connectorBuilder().requires(TokenScope.CODE_READ).build();

        assertThat(usualCheck(organization, PATIENCE)).isEqualTo("connected");
        assertThat(reasonOf(connector.connect(organization.url(), FAKE.token())))
                .isEqualTo("MISSING_SCOPE");
    }

    private static long wrong(String outcome, Predicate<VerificationResult> isRight) {
        return COMPARISONS.stream()
                .filter(comparison -> comparison.usual.equals(outcome))
                .filter(comparison -> !isRight.test(comparison.result))
                .count();
    }

    private static boolean isAboutTheToken(VerificationResult result) {
        return result.match(
                verified -> false,
                rejected -> rejected.reason().concern() == Concern.TOKEN
                        || rejected.reason().concern() == Concern.EITHER,
                inconclusive -> false);
    }

    private static String reasonOf(VerificationResult result) {
        return result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
    }

    /** One answer of the service, and what both checks make of it. */
    private static final class Comparison {
        final FakeAnswer answer;
        final VerificationResult result;
        final String usual;

        Comparison(FakeAnswer answer, VerificationResult result, String usual) {
            this.answer = answer;
            this.result = result;
            this.usual = usual;
        }
    }
}
