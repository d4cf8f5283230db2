package io.github.azuredevopsconnector.recipes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Clients for a network with a proxy, which may inspect TLS with its own certificate authority. */
final class CorporateNetwork {

    private CorporateNetwork() {}

    static HttpClient throughProxy(InetSocketAddress proxy) {
        return HttpClient.newBuilder().proxy(ProxySelector.of(proxy)).build();
    }

    static HttpClient throughProxy(InetSocketAddress proxy, SSLContext trusting) {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(proxy))
                .sslContext(trusting)
                .build();
    }

    /** Trusts only the authorities in a store, in PKCS#12 or JKS format. */
    static SSLContext trusting(Path trustStore, char[] password) throws GeneralSecurityException, IOException {
        TrustManagerFactory authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        authorities.init(KeyStore.getInstance(trustStore.toFile(), password));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, authorities.getTrustManagers(), null);
        return context;
    }
}
