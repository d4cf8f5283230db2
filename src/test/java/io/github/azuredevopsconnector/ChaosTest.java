package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.ScriptedProxy.Connection;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests more than a thousand calls against random faults. The printed seed repeats the random choices, but not their
 * timing: {@code mvn test -Dtest=ChaosTest -Dchaos.seed=…}.
 */
@Isolated
@Tag("network")
class ChaosTest {

    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 6);
    private static final int CALLS_PER_ROUND = 200;
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(5);

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aCallEndsInTimeWithOneOfThreeOutcomesWhateverHappens() throws Exception {
        System.out.println("chaos.seed=" + SEED);
        Random random = new Random(SEED);
        Set<String> verdicts = new TreeSet<>();

        for (int round = 0; round < ROUNDS; round++) {
            for (Outcome outcome : round % 2 == 0 ? roundOfAnswers(random) : roundOfCuts(random)) {
                String context = "chaos.seed=" + SEED + ", round " + round;
                assertThat(outcome.elapsed).as(context).isLessThan(TIMEOUT.plus(SLACK));
                assertThat(List.of(
                                outcome.result.isVerified(),
                                outcome.result.isRejected(),
                                outcome.result.isInconclusive()))
                        .as(context)
                        .containsOnlyOnce(true);
                verdicts.add(verdictOf(outcome.result));
            }
        }

        // Which others occur besides TIMED_OUT depends on how busy the computer is.
        assertThat(verdicts).as("chaos.seed=" + SEED).hasSizeGreaterThan(1);
    }

    /** Makes calls that Azure DevOps or a proxy answers. */
    private static List<Outcome> roundOfAnswers(Random random) throws Exception {
        FakeAnswer[] answers = FakeAnswer.values();
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            List<String> organizations = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FakeOrganization organization = fake.organization("chaos-" + i);
                if (i > 0) { // the first organization accepts the token
                    organization
                            .answers(answers[random.nextInt(answers.length)])
                            .answers("_apis/connectionData", answers[random.nextInt(answers.length)]);
                }
                organization.withDelay(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(600) : 0));
                organizations.add(organization.url());
            }
            organizations.add("https://dev.azure.com/unknown");
            List<Outcome> outcomes = connectToAll(fake.connectorBuilder(), organizations, fake.token(), random);
            assertThat(Set.copyOf(fake.tunnels())).as("chaos.seed=" + SEED).containsExactly("dev.azure.com:443");
            assertThat(fake.requests())
                    .as("chaos.seed=" + SEED)
                    .allSatisfy(request -> assertThat(request.host()).isEqualTo("dev.azure.com"));
            return outcomes;
        }
    }

    /** Makes calls over connections that end, stall or send garbage at random places. */
    private static List<Outcome> roundOfCuts(Random random) throws Exception {
        long seed = random.nextLong();
        try (ScriptedProxy proxy =
                new ScriptedProxy(connection -> misbehave(connection, new Random(seed ^ connection.number())))) {
            return connectToAll(
                    proxy.connectorBuilder(),
                    List.of("https://dev.azure.com/contoso", "https://contoso.visualstudio.com"),
                    "token",
                    random);
        }
    }

    private static void misbehave(Connection connection, Random random) throws IOException {
        String answer = "HTTP/1.1 " + (200 + random.nextInt(400))
                + " Chaos\r\nActivityId: 5a1d3c70-0000-4000-8000-0123456789ab\r\n"
                + "Content-Length: 40\r\n\r\n{\"count\":0,\"value\":[],\"more\":\"0123456\"}";
        int step = random.nextInt(4);
        if (step > 0) {
            connection.acceptConnect();
        }
        if (step > 1) {
            connection.beginTls(ScriptedProxy.GOOD);
        }
        if (step > 2) {
            connection.readHead();
            byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            connection.write(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
        switch (random.nextInt(3)) {
            case 0:
                connection.reset();
                break;
            case 1:
                connection.awaitEnd();
                break;
            default:
        }
    }

    /** Makes asynchronous calls and, at random, further calls that are canceled or that block. */
    private static List<Outcome> connectToAll(
            AzureDevOpsConnector.Builder builder, List<String> organizations, String token, Random random)
            throws Exception {
        AzureDevOpsConnector connector = builder.timeout(TIMEOUT).build();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLS_PER_ROUND; i++) {
            String url = organizations.get(random.nextInt(organizations.size()));
            long start = System.nanoTime();
            CompletableFuture<VerificationResult> future = connector.connectAsync(url, token);
            outcomes.add(future.thenApply(result -> new Outcome(result, Duration.ofNanos(System.nanoTime() - start))));
            if (random.nextInt(10) == 0) {
                connector.connectAsync(url, token).cancel(true);
            }
            if (random.nextInt(100) == 0) {
                long startOfCall = System.nanoTime();
                VerificationResult result = connector.connect(url, token);
                outcomes.add(CompletableFuture.completedFuture(
                        new Outcome(result, Duration.ofNanos(System.nanoTime() - startOfCall))));
            }
        }
        List<Outcome> all = new ArrayList<>();
        for (CompletableFuture<Outcome> outcome : outcomes) {
            all.add(outcome.get(60, TimeUnit.SECONDS));
        }
        return all;
    }

    private static final class Outcome {
        final VerificationResult result;
        final Duration elapsed;

        Outcome(VerificationResult result, Duration elapsed) {
            this.result = result;
            this.elapsed = elapsed;
        }
    }
}
