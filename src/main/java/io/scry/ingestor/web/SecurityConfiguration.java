package io.scry.ingestor.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.ProcessSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Business routes need a key; the API's description and metrics do not. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** For the pages of the API's description, which need nothing from elsewhere; an answer of the API needs nothing at all. */
    private static final String CONTENT = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
            + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            ApiKeys keys,
            Problems problems,
            RateLimits limits,
            Guesses guesses,
            ActiveSettings settings,
            MeterRegistry meters)
            throws Exception {
        boolean serves = settings.current().get(ProcessSettings.class).isApi();
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new ApiKeyFilter(keys), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new RateLimitFilter(limits, guesses, settings, problems, meters), ApiKeyFilter.class)
                .addFilterAfter(new StatusPageFilter(settings, problems), RateLimitFilter.class)
                .authorizeHttpRequests(routes -> {
                    routes.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    routes.requestMatchers(Routes.ADMINISTRATION + "/**").hasAuthority(ApiKeys.ADMIN);
                    if (serves) {
                        routes.requestMatchers("/api/**").hasAuthority(ApiKeys.USER);
                    } else {
                        routes.requestMatchers("/api/**").denyAll();
                    }
                    routes.anyRequest().permitAll();
                })
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, e) -> problems.send(
                                        request,
                                        response,
                                        serves || Routes.isAdministration(request)
                                                ? keyNeeded(request, response, keys)
                                                : servesNoRequests()))
                        .accessDeniedHandler((request, response, e) -> problems.send(
                                request,
                                response,
                                Routes.isAdministration(request) ? adminNeeded() : servesNoRequests())))
                .build();
    }

    private static ProblemDetail adminNeeded() {
        return Problems.of(
                HttpStatus.FORBIDDEN,
                "forbidden",
                "An admin key is needed",
                "The key that was sent is one for users (SCRY_API_KEYS). Send one of SCRY_ADMIN_API_KEYS.");
    }

    private static ProblemDetail keyNeeded(HttpServletRequest request, HttpServletResponse response, ApiKeys keys) {
        response.setHeader("WWW-Authenticate", "Bearer");
        String detail;
        if (ApiKeys.secrets(request).size() > 1) {
            detail = "The request has several keys that differ. Send one, as X-API-Key or as Authorization: Bearer.";
        } else if (keys.areConfigured()) {
            detail = "Send a key that this service knows, as X-API-Key or as Authorization: Bearer.";
        } else if (keys.isOpenToLoopback()) {
            detail =
                    "This service has no API keys and is open to its own machine only: to requests that come from there"
                            + " with no proxy between, go to localhost by its name, and are not made by the page of another site."
                            + " Set SCRY_API_KEYS and SCRY_ADMIN_API_KEYS (name:secret) to open it to others.";
        } else {
            detail = "This service has no API keys, so nobody may use it from here. Set SCRY_API_KEYS and"
                    + " SCRY_ADMIN_API_KEYS (name:secret) and restart it.";
        }
        return Problems.of(HttpStatus.UNAUTHORIZED, "unauthorized", "A key is needed", detail);
    }

    private static ProblemDetail servesNoRequests() {
        return Problems.of(
                HttpStatus.NOT_FOUND,
                "not-an-api-replica",
                "This replica serves no requests",
                "It only works on ingestions (SCRY_ROLES). Ask a replica with the role api.");
    }

    /**
     * Filters, authentication and authorization would each be timed in each request. In a profile of small documents meters
     * and observations were 10 % of what threads of requests ran, and the times answered no question.
     */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** There are no users with passwords; without this, Boot makes one and logs its password. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException("There are no users, only keys");
        };
    }
}
