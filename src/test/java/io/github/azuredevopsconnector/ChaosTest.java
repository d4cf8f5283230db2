package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.azuredevopsconnector.ScriptedProxy.Connection;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * Tests thousands of calls against random faults. The seed is printed. Set it to repeat a run:
 * {@code mvn test -Dtest=ChaosTest -Dchaos.seed=…}.
 */
@Isolated
@Tag("network")
class ChaosTest {

    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 10);
    private static final int CONNECTS_A_ROUND = 200;
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(5);

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aCallEndsInTimeWithOneOfThreeOutcomesWhateverHappens() throws Exception {
        System.out.println("chaos.seed=" + SEED);
        Random random = new Random(SEED);
        Set<String> threadsBefore = threads();
        Set<String> verdicts = new TreeSet<>();
        String token = Long.toHexString(random.nextLong()) + "chaos0123456789";

        LogCapture log = new LogCapture();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (Outcome outcome : round % 2 == 0 ? roundOfAnswers(random, token) : roundOfCuts(random, token)) {
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
        } finally {
            log.end();
        }

        // Which verdicts occur depends on how busy the computer is.
        assertThat(verdicts).as("chaos.seed=" + SEED).hasSizeGreaterThan(3);
        assertThat(log.lines).hasSizeGreaterThanOrEqualTo(ROUNDS * CONNECTS_A_ROUND);
        assertThat(String.join("\n", log.lines))
                .doesNotContain(token, token.substring(0, 8), "chaos0123", "fabrikam.example");
        assertNoThreadLeft(threadsBefore);
    }

    /** Makes calls that Azure DevOps or a proxy answers. */
    private static List<Outcome> roundOfAnswers(Random random, String token) throws Exception {
        FakeAnswer[] answers = FakeAnswer.values();
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            List<String> organizations = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FakeOrganization organization = fake.organization("chaos-" + i).withToken(token);
                if (i > 0) { // the first call is verified
                    organization
                            .answers(answers[random.nextInt(answers.length)])
                            .answers("_apis/connectionData", answers[random.nextInt(answers.length)]);
                }
                organization.withDelay(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(600) : 0));
                organizations.add(organization.url());
            }
            organizations.add("https://dev.azure.com/unknown");
            List<Outcome> outcomes = connectToAll(
                    AzureDevOpsConnector.builder()
                            .httpClient(fake.httpClientBuilder()
                                    .version(
                                            random.nextBoolean()
                                                    ? java.net.http.HttpClient.Version.HTTP_2
                                                    : java.net.http.HttpClient.Version.HTTP_1_1)
                                    .build())
                            .timeout(TIMEOUT)
                            .build(),
                    organizations,
                    token,
                    random);
            assertThat(Set.copyOf(fake.tunnels())).as("chaos.seed=" + SEED).containsExactly("dev.azure.com:443");
            assertThat(fake.requests())
                    .as("chaos.seed=" + SEED)
                    .allSatisfy(request -> assertThat(request.host()).isEqualTo("dev.azure.com"));
            return outcomes;
        }
    }

    /** Makes calls over connections that end, stall or send garbage at random places. */
    private static List<Outcome> roundOfCuts(Random random, String token) throws Exception {
        long seed = random.nextLong();
        try (ScriptedProxy proxy =
                new ScriptedProxy(connection -> misbehave(connection, new Random(seed ^ connection.number())))) {
            return connectToAll(
                    AzureDevOpsConnector.builder()
                            .httpClient(proxy.httpClientBuilder().build())
                            .timeout(TIMEOUT)
                            .build(),
                    List.of("https://dev.azure.com/contoso", "https://contoso.visualstudio.com"),
                    token,
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
            byte[] bytes = answer.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            connection.write(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
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

    /** Makes asynchronous calls, and at random more calls that are canceled or block. */
    private static List<Outcome> connectToAll(
            AzureDevOpsConnector connector, List<String> organizations, String token, Random random) throws Exception {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < CONNECTS_A_ROUND; i++) {
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

    /** Waits until the threads of the servers have ended. */
    private static void assertNoThreadLeft(Set<String> before) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Set<String> left;
        do {
            TimeUnit.MILLISECONDS.sleep(100);
            left = threads();
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        assertThat(left).as("chaos.seed=" + SEED).isEmpty();
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("HttpClient-") // the JDK's clients, until they are collected
                        && !name.startsWith("ForkJoinPool")
                        && !name.startsWith("CompletableFutureDelayScheduler")
                        && !name.startsWith("azure-devops-connector") // the library's, idle for 5 seconds
                        && !name.startsWith("OkHttp")) // MockWebServer's, idle for a minute
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final class Outcome {
        final VerificationResult result;
        final Duration elapsed;

        Outcome(VerificationResult result, Duration elapsed) {
            this.result = result;
            this.elapsed = elapsed;
        }
    }

    /** Keeps what the library logs, down to TRACE. */
    private static final class LogCapture extends AppenderBase<ILoggingEvent> {
        private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.azuredevopsconnector");
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        LogCapture() {
            start();
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        void end() {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }
}
