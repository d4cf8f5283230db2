package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.ScriptedProxy.Script;
import io.github.azuredevopsconnector.recipes.ProxyCredentialsClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that credentials for a proxy are sent only to the proxy, and the token only to Azure DevOps. */
@Tag("network")
class ProxyCredentialsTest {

    private static final String CREDENTIALS = "proxy-authorization: basic dxnlcjpwyxnzd29yza=="; // user:password

    @Test
    void onlyTheProxyGetsItsCredentialsAndOnlyTheServiceGetsTheToken() {
        List<String> toTheProxy = new CopyOnWriteArrayList<>();
        List<String> toTheService = new CopyOnWriteArrayList<>();
        Script script = c -> {
            String head = c.readHead().toLowerCase(Locale.ROOT);
            toTheProxy.add(head);
            if (!head.contains(CREDENTIALS)) {
                c.write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            c.write("HTTP/1.1 200 Connection established\r\n\r\n").beginTls(ScriptedProxy.GOOD);
            toTheService.add(c.readHead().toLowerCase(Locale.ROOT));
            c.write("HTTP/1.1 401 Unauthorized\r\nX-TFS-ProcessId: 0\r\nContent-Length: 0\r\n\r\n");
        };
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            VerificationResult result = AzureDevOpsConnector.builder()
                    .httpClient(
                            new ProxyCredentialsClient(proxy.httpClientBuilder().build(), "user", "password"))
                    .build()
                    .connect("dev.azure.com/contoso", "secret");

            assertThat(verdictOf(result)).isEqualTo("TOKEN_REJECTED");
            assertThat(toTheProxy)
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("connect dev.azure.com:443 ")
                            .contains(CREDENTIALS)
                            .doesNotContain("\nauthorization:"));
            assertThat(toTheService)
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("get /contoso/_apis/")
                            .contains("\nauthorization: basic onnly3jlda==")
                            .doesNotContain("proxy-authorization"));
        }
    }
}
