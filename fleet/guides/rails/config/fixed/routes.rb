Rails.application.routes.draw do
  uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/
  root "front#front"
  get "openapi.json", to: "front#contract"
  post "login", to: "sessions#create"
  post "register", to: "registrations#create"
  resource :me, only: %i[show], controller: "accounts"
  patch "me", to: "profiles#update"
  get "users", to: "accounts#index"
  get "notes/search", to: "search#index"
  resources :notes, only: %i[index create], controller: "note_lists"
  resources :notes, only: %i[show update destroy], constraints: { id: uuid }
  namespace :admin do
    resources :users, only: :index
    resources :announcements, only: %i[create destroy], constraints: { id: uuid }
  end
  get "tools/lookup", to: "lookups#show"
  post "previews", to: "previews#create"
  post "avatars", to: "avatars#create"
  get "avatars/:name", to: "avatars#show", constraints: { name: /[0-9a-f-]{36}\.(?:png|jpg)/ }
  delete "avatars/:name", to: "avatars#destroy", constraints: { name: /[^\/]+/ }
  get "assets/:name", to: "assets#show", constraints: { name: /[A-Za-z0-9_-]+\.(?:txt|css|png)/ }
  post "graphql", to: "graphql#execute"
end
