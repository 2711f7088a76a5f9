package com.example.notes.fixed;

// region: fix
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ten failed logins a minute for an account, wherever they come from, and fifty for an address. */
@Component
class LoginAttempts {
  private final LoadingCache<String, Bucket> ofAccounts = buckets(10);
  private final LoadingCache<String, Bucket> ofAddresses = buckets(50);

  private static LoadingCache<String, Bucket> buckets(int failures) {
    return Caffeine.newBuilder()
        .maximumSize(100_000)
        .expireAfterAccess(Duration.ofMinutes(2))
        .build(key -> Bucket.builder()
            .addLimit(limit -> limit.capacity(failures).refillIntervally(failures, Duration.ofMinutes(1)))
            .build());
  }

  /** Seconds until the next attempt is allowed; 0 where it is now. Ask before the password is looked at. */
  long secondsToWait(String account, String address) {
    long nanos = 0;
    for (var bucket : both(account, address)) {
      nanos = Math.max(nanos, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
    return (nanos + 999_999_999) / 1_000_000_000;
  }

  void failed(String account, String address) {
    both(account, address).forEach(bucket -> bucket.tryConsume(1));
  }

  private List<Bucket> both(String account, String address) {
    return List.of(ofAccounts.get(account.toLowerCase()), ofAddresses.get(address));
  }
}
// endregion
