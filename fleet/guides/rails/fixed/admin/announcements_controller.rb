class Admin::AnnouncementsController < Admin::BaseController
  def create
    sent = AnnouncementForm.read(params, :text)
    announcement = Announcement.create!(text: sent.text)
    render json: announcement.slice(:id, :text), status: :created
  end

  def destroy
    Announcement.find(params[:id]).destroy!
    head :no_content
  end
end
