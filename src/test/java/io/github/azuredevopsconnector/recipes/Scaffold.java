package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The variables and methods that the Java blocks of the documents use without a declaration. */
abstract class Scaffold {

    final String organizationUrl;
    final String personalAccessToken;
    final OrganizationUrl organization;
    final String token;
    final AzureDevOpsConnector connector;
    final AzureDevOpsConnection connection;
    final VerificationResult result;
    final Rejected rejected;
    final HttpClient httpClient;
    final SSLContext sslContext;
    final FakeAzureDevOps fake;
    final FakeOrganization contoso;
    final List<AzureDevOpsConnection> saved = new ArrayList<>();

    Scaffold(Scaffold other) {
        organizationUrl = other.organizationUrl;
        personalAccessToken = other.personalAccessToken;
        organization = other.organization;
        token = other.token;
        connector = other.connector;
        connection = other.connection;
        result = other.result;
        rejected = other.rejected;
        httpClient = other.httpClient;
        sslContext = other.sslContext;
        fake = other.fake;
        contoso = other.contoso;
    }

    abstract void save(AzureDevOpsConnection verified);

    abstract void show(String text);
}
