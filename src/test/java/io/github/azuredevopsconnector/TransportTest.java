package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies which client sends a request, and when a client is replaced. Needs no network. */
class TransportTest {

    private final HttpClient own = HttpClient.newHttpClient();
    private final Transport transport = Transport.over(own);

    @Test
    void aNewClientIsUsedAsIs() {
        assertThat(transport.client().http()).isSameAs(own);
        assertThat(transport.client().hasResponded()).isFalse();
    }

    @Test
    void transportsOverOneClientShareWhatIsKnownAboutIt() {
        transport.client().responded();

        assertThat(Transport.over(own).client().hasResponded()).isTrue();
        assertThat(Transport.over(HttpClient.newHttpClient()).client().hasResponded())
                .isFalse();
    }

    @Test
    void equalClientsAreNotConfused() {
        class Equal extends ForwardingClient {
            Equal() {
                super(own);
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Equal;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
        HttpClient one = new Equal();
        HttpClient two = new Equal();

        assertThat(Transport.over(one).client().http() == one).isTrue();
        assertThat(Transport.over(two).client().http() == two).isTrue();
    }

    @Test
    void aClientThatIsNoLongerUsedCanBeGarbageCollected() throws Exception {
        ReferenceQueue<HttpClient> collected = new ReferenceQueue<>();
        WeakReference<HttpClient> dropped = new WeakReference<>(usedClient(), collected);

        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        do {
            System.gc();
        } while (collected.remove(100) == null && System.nanoTime() < end);

        assertThat(dropped.get()).isNull();
    }

    private static HttpClient usedClient() {
        HttpClient client = HttpClient.newHttpClient();
        Transport.over(client).client().responded();
        return client;
    }

    @Test
    void aClientThatHasJustReceivedAResponseIsKept() {
        transport.client().responded();

        assertThat(transport.client().http()).isSameAs(own);
    }

    @Test
    void aClientThatWasIdleForHalfAMinuteIsReplacedOnJdksBefore20() {
        transport.client().respondedAt(secondsAgo(31));

        assertThat(transport.client().http() == own).isEqualTo(Runtime.version().feature() >= 20);
    }

    @Test
    void aClientThatWrapsAnotherIsNeverReplaced() {
        HttpClient wrapper = new ForwardingClient(own);
        Transport wrapped = Transport.over(wrapper);
        Transport.Client client = wrapped.client();
        client.respondedAt(secondsAgo(3_600));
        wrapped.timedOut(System.nanoTime());
        client.retire();

        assertThat(wrapped.client().http()).isSameAs(wrapper);
        assertThat(client.hasEnded(new CauseChain(new IOException("selector manager closed"))))
                .isFalse();
    }

    @Test
    void aClientThatReceivesNothingUntilACallTimesOutIsReplacedOnce() {
        long begin = System.nanoTime();

        transport.timedOut(begin);
        HttpClient replacement = transport.client().http();
        transport.timedOut(begin); // another call that began at the same time

        assertThat(replacement).isNotSameAs(own);
        assertThat(transport.client().http()).isSameAs(replacement);
    }

    @Test
    void aClientThatReceivesAResponseMeanwhileIsKept() {
        long begin = System.nanoTime();
        transport.client().responded();

        transport.timedOut(begin);

        assertThat(transport.client().http()).isSameAs(own);
    }

    @Test
    void aResponseOverAReplacedClientSaysNothingAboutItsReplacement() {
        Transport.Client replaced = transport.client();
        replaced.retire();
        Transport.Client replacement = transport.client();

        replaced.responded();

        assertThat(replacement.hasResponded()).isFalse();
    }

    @Test
    void aReplacementHasAllSettingsThatCanBeRead() throws NoSuchAlgorithmException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        ProxySelector proxy = ProxySelector.of(new InetSocketAddress("localhost", 1));
        Executor executor = Runnable::run;
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(SSLContext.getDefault())
                .sslParameters(parameters)
                .proxy(proxy)
                .connectTimeout(Duration.ofSeconds(7))
                .executor(executor)
                .build();
        Transport over = Transport.over(client);
        over.client().retire();

        HttpClient replacement = over.client().http();

        assertThat(replacement).isNotSameAs(client);
        assertThat(replacement.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(replacement.sslContext()).isSameAs(SSLContext.getDefault());
        assertThat(replacement.sslParameters().getProtocols()).containsExactly("TLSv1.2");
        assertThat(replacement.proxy()).containsSame(proxy);
        assertThat(replacement.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(replacement.executor()).containsSame(executor);
        assertThat(replacement.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(replacement.cookieHandler()).isEmpty();
        assertThat(replacement.authenticator()).isEmpty();
    }

    static List<Throwable> failuresOfAClientThatHasEnded() {
        return List.of(
                new IOException("selector manager closed"), // JDK 21 and later
                new RejectedExecutionException("Task rejected")); // JDK 17
    }

    @ParameterizedTest
    @MethodSource("failuresOfAClientThatHasEnded")
    void aFailureShowsThatTheThreadOfAClientHasEnded(Throwable failure) {
        assertThat(transport.client().hasEnded(new CauseChain(failure))).isTrue();
    }

    @Test
    void aClientWhoseExecutorRefusesATaskHasNotEnded() {
        HttpClient client = HttpClient.newBuilder().executor(Runnable::run).build();

        assertThat(Transport.over(client)
                        .client()
                        .hasEnded(new CauseChain(new RejectedExecutionException("Task rejected"))))
                .isFalse();
    }

    private static long secondsAgo(int seconds) {
        return System.nanoTime() - Duration.ofSeconds(seconds).toNanos();
    }
}
