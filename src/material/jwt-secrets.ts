/** Secrets of tutorials, manuals, templates and test suites: people ship them. */
const SAMPLES = `your-256-bit-secret|your-384-bit-secret|your-512-bit-secret|a-string-secret-at-least-256-bits-long|a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long
your_jwt_secret|your-jwt-secret|your_secret_key|your-secret-key|your_secret|your-secret|yoursecret|your-super-secret-jwt-token-with-at-least-32-characters-long|your-secret-key-here|your_jwt_secret_key|yoursecretkey|YOUR_SECRET_KEY|YOUR_JWT_SECRET|YourSecretKey
shhhhh|shhhhhh|shhh|shhhhhhared-secret|keyboard cat|AllYourBase|qwertyuiopasdfghjklzxcvbnm123456|gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr9C|09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7
super-secret|supersecret|super_secret|SuperSecret|super secret|supersecretkey|super-secret-key|super_secret_key|supersecretjwt|super-secret-jwt|superSecretKey|SuperSecretKey|SuperSecretPassword|SUPER_SECRET|SUPER_SECRET_KEY|super-duper-secret|super-strong-secret
my_secret|my-secret|mysecret|mySecret|my_secret_key|my-secret-key|mysecretkey|mySecretKey|MySecretKey|my-super-secret|my_super_secret|my super secret|my-super-secret-key|mysupersecret|mysupersecretkey|mySuperSecretKey|my-jwt-secret|my_jwt_secret|myjwtsecret|my_secret_jwt_key|my-secret-pw|my-256-bit-secret
ThisIsMySuperSecretKey|ThisIsASecretKey|thisisasecret|thisisasecretkey|this-is-a-secret|this_is_a_secret|this is a secret|thisismysecret|thisismysecretkey|this is my secret|This is my secret|ThisismySecretKey|this-is-my-secret-key|this is my custom Secret key for authentication|some-secret|some_secret|somesecret|some-secret-key|somethingsecret|something-secret
top-secret|topsecret|top_secret|TopSecret|TOP_SECRET|t0p-s3cr3t|t0ps3cr3t|s3cr3t|s3cret|S3cr3t|s3cr3tk3y|s3cr3t-key|secr3t|53cr37|$ecret|$3cr3t|sup3rs3cr3t|sup3r-s3cr3t|sup3rs3cr3tk3y|p@ssw0rd|P@ssw0rd|P@$$w0rd|Passw0rd|passw0rd|Password1|Password123|Password123!|Welcome1|Welcome123
change-me|changeme|change_me|changeMe|ChangeMe|CHANGEME|CHANGE_ME|CHANGE-ME|changethis|change-this|change_this|ChangeThis|change-me-in-production|changeme-in-production|change_this_secret|change-this-secret|change-this-in-production|changeit|ChangeIt|replace-me|replace_me|replaceme|REPLACE_ME|please-change-me|please_change_me|to-be-changed|fixme|todo|TODO|insecure|insecure-secret|insecure-key|not-a-secret|notasecret|not-so-secret|notsosecret|not_very_secret|unsafe|unsafe-secret
jwt_secret|jwt-secret|jwtsecret|jwtSecret|JwtSecret|JWTSecret|JWT_SECRET|JWT-SECRET|jwt_secret_key|jwt-secret-key|jwtSecretKey|jwtsecretkey|JWTSecretKey|JWT_SECRET_KEY|JWT_KEY|jwt_key|jwt-key|jwtkey|jwtKey|JwtKey|jwt|JWT|jwt-token|jwt_token|jwttoken|jwt_token_secret|JWT_TOKEN_SECRET|jwt_signing_key|jwt-signing-key|jwt_private_key|jwtPrivateKey|jwt_password|jwt-password
secret|Secret|SECRET|secrets|secret1|secret12|secret123|secret1234|Secret123|secret!|secret.|secret-key|secret_key|secretkey|secretKey|SecretKey|SECRET_KEY|SECRET-KEY|SECRETKEY|secret_key_here|secret-token|secret_token|secrettoken|secretToken|secret_jwt|secret-jwt|secretjwt|secretpassword|secret_password|secret-password|secretpass|secretstring|secret-string|secretvalue|secretphrase|secret phrase|secretsecret|secret_secret|secretsecretsecret|secret_for_jwt|secretforjwt
access_token_secret|access-token-secret|ACCESS_TOKEN_SECRET|accessTokenSecret|access_secret|accessSecret|refresh_token_secret|refresh-token-secret|REFRESH_TOKEN_SECRET|refreshTokenSecret|refresh_secret|refreshSecret|token_secret|token-secret|tokensecret|tokenSecret|TOKEN_SECRET|token_key|tokenkey|session_secret|session-secret|SESSION_SECRET|sessionsecret|auth_secret|auth-secret|AUTH_SECRET|authsecret|authSecret|cookie_secret|cookie-secret|app_secret|app-secret|APP_SECRET|appsecret|APP_KEY|app_key|api_secret|api-secret|API_SECRET|apisecret|client_secret|client-secret|clientsecret|shared_secret|shared-secret|sharedsecret|signing_secret|signing-secret|signing_key|signing-key|signingkey|private_key|private-key|privatekey|privateKey|PrivateKey|PRIVATE_KEY|hmac_secret|hmac-secret|hmacsecret|hmac_key|hmac-key|HMAC_SECRET|hs256|HS256|hs256-secret|nextauth_secret|NEXTAUTH_SECRET
random|Random|RANDOM|randomkey|random_key|random-key|randomsecret|random_secret|random-secret|random_string|random-string|randomstring|some_random_string|somerandomstring|some-random-string|a-random-secret|a_random_secret|arandomsecret|rand|uuid|nonce|salt|pepper|entropy|hash|hashkey|noise
key|Key|KEY|key1|key123|keys|thekey|the-key|the_key|the-secret|the_secret|thesecret|mykey|my_key|my-key|myKey|testkey|test_key|test-key|devkey|dev_key|dev-key|masterkey|master_key|master-key|master|publickey|public_key|public-key|defaultkey|default_key|default-key|encryptionkey|encryption_key|encryption-key
test|Test|TEST|tests|test1|test12|test123|test1234|test12345|tester|testing|testing123|test_secret|test-secret|testsecret|testSecret|TEST_SECRET|testpassword|test-jwt-secret|test_jwt_secret|testtest|dev|Dev|DEV|dev_secret|dev-secret|devsecret|DEV_SECRET|develop|developer|development|dev-jwt-secret|development_secret|development-secret|local|localhost|local_secret|local-secret|localsecret|stage|staging|prod|production|production_secret|production-secret|demo|Demo|demo_secret|demo-secret|demosecret|sample|sample_secret|sample-secret|samplesecret|example|Example|example_secret|example-secret|example_key|example-key|examplesecret|default|Default|default_secret|default-secret|defaultsecret|placeholder|dummy|dummy_secret|dummy-secret|fake|fake-secret|foo|bar|baz|foobar|foobarbaz|foo-bar|lorem|ipsum|lorem ipsum|hello|Hello|helloworld|hello world|Hello World|hello-world|hello_world|HelloWorld|asdf|asdfasdf|asdfgh|asdfghjkl|asdf1234|qwerty|Qwerty|qwerty1|qwerty12|qwerty123|qwerty12345|qwertyuiop|qwertz|azerty|zxcvbn|zxcvbnm|qazwsx|qazwsxedc|1qaz2wsx|1q2w3e|1q2w3e4r|1q2w3e4r5t|q1w2e3r4|abc|abcd|abcde|abcdef|abcdefg|abcdefgh|abc123|abcd1234|abc12345|a|b|x|xxx|xxxx|xxxxx|xxxxxxxx|aaa|aaaa|aaaaaa|aaaaaaaa|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|0|1|12|123|1234|12345|123456|1234567|12345678|123456789|1234567890|0123456789|0123456789abcdef|0123456789abcdef0123456789abcdef|00000000|0000|000000|1111|11111|111111|11111111|112233|121212|123123|123321|1234321|123qwe|123abc|123456a|123456789a|654321|666666|696969|777777|87654321|987654321|9876543210
password|Password|PASSWORD|password1|password12|password123|password1234|password!|passwd|pass|Pass|pass123|pass1234|pwd|passphrase|passcode|p455w0rd|letmein|letmein1|login|welcome|welcome1|admin|Admin|ADMIN|admin1|admin12|admin123|admin1234|admin12345|administrator|root|toor|root123|user|User|user123|guest|guest123|oracle|postgres|mysql|mongo|redis|manager|owner|operator|support|service|server|client|backend|frontend|web|website|webapp|api|Api|API|api_key|api-key|apikey|apiKey|API_KEY|rest|restapi|graphql|auth|Auth|AUTH|auth_key|authkey|authentication|authorization|oauth|oauth2|sso|token|Token|TOKEN|tokens|mytoken|my_token|access|access_token|accesstoken|refresh|session|cookie|login123|bearer|Bearer|signature|sign|signed|signing|issuer|audience|private|public|internal|confidential|classified|hidden|secure|secured|security|safe|safety|trust|trusted|trustno1|crypto|cipher|encrypt|hacker|hackme|hackthis|owned|pwned|leaked|vulnerable|juice|juice-shop|crapi|vampi|dvws|dvga|webgoat|owasp
flask|flask-secret|flask_secret|Flask|django|django-insecure|fastapi|fastapi-secret|express|expressjs|express-secret|nodejs|node|node-secret|nest|nestjs|nest-secret|nestjs-secret|koa|hapi|fastify|fastify-secret|spring|springboot|spring-boot|spring-secret|springsecret|javainuse|java|laravel|lumen|symfony|php|rails|ruby|sinatra|golang|go-secret|gin|gin-secret|echo|echo-secret|fiber|fiber-secret|rust|rust-secret|actix|actix-secret|axum|axum-secret|rocket|warp|dotnet|aspnet|aspnetcore|csharp|react|angular|vue|next|nextjs|nuxt|mern|mern-secret|mean|todo-secret|blog|blogsecret|shop|store|bank|chat|bezkoder-secret-key|bezKoderSecretKey|bezkoder|academind|udemy|medium|codewithmosh|thenetninja|net ninja secret|traversy|freecodecamp|somesupersecretsecret|anothersecret|ilovecats|iloveyou|iloveyou1|ilovejs|i love cats|dragon|monkey|football|baseball|sunshine|princess|shadow|superman|batman|master123|michael|jordan|starwars|pokemon|naruto|computer|internet|samsung|google|facebook|github|gitlab|docker|kubernetes|cloud|amazon|aws|azure|hunter2|correct horse battery staple|correcthorsebatterystaple|swordfish|opensesame|open sesame|abracadabra|xyzzy|rosebud|tobechanged|whatever|anything|something|nothing|none|None|null|NULL|undefined|nil|void|empty|true|false|yes|no|string|String|value|text|data|config|env|process.env.JWT_SECRET|process.env.SECRET|\${JWT_SECRET}|$JWT_SECRET|{{JWT_SECRET}}|<secret>|<your-secret>|<jwt-secret>|[object Object]`;

const AROUND_NAMES = [
  '{}',
  '{}-secret',
  '{}_secret',
  '{}secret',
  '{}-secret-key',
  '{}_secret_key',
  '{}secretkey',
  '{}-key',
  '{}_key',
  '{}key',
  '{}-jwt',
  '{}_jwt',
  '{}jwt',
  '{}-jwt-secret',
  '{}_jwt_secret',
  '{}jwtsecret',
  '{}-token',
  '{}1',
  '{}123',
  '{}1234',
  '{}2024',
  '{}2025',
  '{}2026',
  '{}!',
  '{}@123',
  'secret-{}',
  'secret_{}',
  'secret{}',
  'my-{}',
  'my{}',
  '{}-api',
  '{}api',
  '{}-dev',
  '{}-prod',
];

/**
 * Secrets to try offline, the blank one first: samples, and what is commonly made of the names that the project
 * goes by (its host, its title). A few thousand at most: tens of milliseconds.
 */
export function commonSecrets(names: readonly string[] = []): ReadonlySet<string> {
  const words = names.flatMap(spellings).slice(0, MOST_SPELLINGS);
  return new Set([
    '',
    ...SAMPLES.split(/[|\n]/),
    ...words.flatMap((word) => AROUND_NAMES.map((around) => around.replace('{}', word))),
  ]);
}

const MOST_SPELLINGS = 60;

/** `Pet Store` is also written petstore, pet-store, pet_store, PetStore, PETSTORE and by each of its words. */
function spellings(name: string): string[] {
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 1);
  const lower = parts.map((part) => part.toLowerCase());
  const all = [name, ...parts, ...lower, lower.join(''), lower.join('-'), lower.join('_'), parts.join('')];
  return [...new Set([...all, parts.join('').toUpperCase()])].filter((word) => word.length > 1);
}

/** Passwords that leaked most often, in the order of how often (zxcvbn-ts): some fifty thousand, read when they are needed. */
export async function leakedPasswords(): Promise<readonly string[]> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return dictionary['passwords-common'];
}

/** Every number of up to six digits, with and without zeros before it. */
export function* shortNumbers(): Generator<string> {
  for (let number = 0; number < 1_000_000; number += 1) {
    yield String(number);
    if (number < 100_000) yield String(number).padStart(6, '0');
  }
}
